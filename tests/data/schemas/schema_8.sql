BEGIN TRANSACTION;
CREATE TABLE agenda_item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	priority VARCHAR(32) NOT NULL, 
	minutes INTEGER NOT NULL, 
	done BOOLEAN NOT NULL, 
	template_ref TEXT NOT NULL, 
	CONSTRAINT fk_agenda_item_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
INSERT INTO "agenda_item" VALUES(1,1,1,0,'a','important',10,0,'');
INSERT INTO "agenda_item" VALUES(2,1,2,0,'a','important',10,0,'');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0008');
CREATE TABLE app_user (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	name_alt TEXT NOT NULL, 
	mail TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	role VARCHAR(32) NOT NULL, 
	weekly_hours TEXT, 
	active BOOLEAN NOT NULL
);
INSERT INTO "app_user" VALUES(1,1,'Ann Example','','ann@example.test','','csm',NULL,1);
CREATE TABLE attendance (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	user_id INTEGER, 
	needed BOOLEAN NOT NULL, 
	attended BOOLEAN, 
	commitment TEXT NOT NULL, 
	CONSTRAINT fk_attendance_contact_id_contact FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_attendance_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_attendance_user_id_app_user FOREIGN KEY(user_id) REFERENCES app_user (id) ON DELETE RESTRICT
);
INSERT INTO "attendance" VALUES(1,1,1,1,NULL,1,NULL,'');
INSERT INTO "attendance" VALUES(2,1,2,2,NULL,1,NULL,'');
CREATE TABLE baseline (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	agreed_on DATE NOT NULL, 
	agreed_by TEXT NOT NULL, 
	current BOOLEAN NOT NULL, 
	CONSTRAINT fk_baseline_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "baseline" VALUES(1,1,1,'b','2026-11-20','',1);
INSERT INTO "baseline" VALUES(2,1,2,'b','2026-11-20','',1);
CREATE TABLE baseline_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	baseline_id INTEGER NOT NULL, 
	row_id INTEGER NOT NULL, 
	start DATE, 
	finish DATE, 
	CONSTRAINT fk_baseline_row_baseline_id_baseline FOREIGN KEY(baseline_id) REFERENCES baseline (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_baseline_row_row_id_plan_row FOREIGN KEY(row_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_baseline_row_baseline_id_row_id UNIQUE (baseline_id, row_id)
);
INSERT INTO "baseline_row" VALUES(1,1,1,3,NULL,NULL);
INSERT INTO "baseline_row" VALUES(2,1,2,6,NULL,NULL);
CREATE TABLE calendar (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	country TEXT NOT NULL, 
	region TEXT NOT NULL, 
	working_week TEXT NOT NULL
);
INSERT INTO "calendar" VALUES(1,1,'CN','','','1111100');
CREATE TABLE certificate (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	number TEXT NOT NULL, 
	name TEXT NOT NULL, 
	statement TEXT NOT NULL, 
	facts JSON NOT NULL, 
	issued_on DATE NOT NULL, 
	signed_by TEXT NOT NULL, 
	CONSTRAINT uq_certificate_number UNIQUE (number), 
	CONSTRAINT fk_certificate_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_certificate_contact_id_contact FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
INSERT INTO "certificate" VALUES(1,1,1,1,'A','C','s','["f"]','2026-11-20','');
INSERT INTO "certificate" VALUES(2,1,2,2,'B','C','s','["f"]','2026-11-20','');
CREATE TABLE contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	name_alt TEXT NOT NULL, 
	company TEXT NOT NULL, 
	side VARCHAR(32) NOT NULL, 
	role VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	stakeholder VARCHAR(32) NOT NULL, 
	mail TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	speaks_for TEXT NOT NULL, 
	last_spoke DATE, 
	left_on DATE, successor_uid TEXT DEFAULT '' NOT NULL, attitude VARCHAR(32) DEFAULT 'unknown' NOT NULL, value_text TEXT DEFAULT '' NOT NULL, channel VARCHAR(32) DEFAULT 'any' NOT NULL, thanked_on DATE, 
	CONSTRAINT fk_contact_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_contact_uid UNIQUE (uid)
);
INSERT INTO "contact" VALUES(1,1,'A',1,'C','','','customer','other','','user','','','',NULL,NULL,'','unknown','','any',NULL);
INSERT INTO "contact" VALUES(2,1,'B',2,'C','','','customer','other','','user','','','',NULL,NULL,'','unknown','','any',NULL);
CREATE TABLE contract (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	deal_id INTEGER, 
	reference TEXT NOT NULL, 
	signed_on DATE, 
	start DATE NOT NULL, 
	"end" DATE, 
	annual_minor BIGINT, 
	currency TEXT NOT NULL, 
	seats INTEGER, 
	seat_price_minor BIGINT, 
	auto_renews BOOLEAN NOT NULL, 
	notice_days INTEGER, 
	fee_minor BIGINT, 
	CONSTRAINT fk_contract_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_contract_deal_id_deal FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE RESTRICT
);
INSERT INTO "contract" VALUES(1,1,1,1,'',NULL,'2026-11-20',NULL,NULL,'',NULL,NULL,0,NULL,NULL);
INSERT INTO "contract" VALUES(2,1,2,2,'',NULL,'2026-11-20',NULL,NULL,'',NULL,NULL,0,NULL,NULL);
CREATE TABLE criterion (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	deliverable_id INTEGER, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	result VARCHAR(32) NOT NULL, 
	checked_on DATE, 
	checked_by TEXT NOT NULL, 
	CONSTRAINT fk_criterion_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_criterion_deliverable_id_deliverable FOREIGN KEY(deliverable_id) REFERENCES deliverable (id) ON DELETE RESTRICT
);
INSERT INTO "criterion" VALUES(1,1,1,1,0,'c','','open',NULL,'');
INSERT INTO "criterion" VALUES(2,1,2,2,0,'c','','open',NULL,'');
CREATE TABLE customer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	name_alt TEXT NOT NULL, 
	match_key TEXT NOT NULL, 
	external_id TEXT, 
	owner_id INTEGER, 
	language VARCHAR(32) NOT NULL, 
	country TEXT NOT NULL, 
	region TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	timezone TEXT NOT NULL, 
	calendar_id INTEGER, 
	industry TEXT NOT NULL, 
	city TEXT NOT NULL, 
	size_note TEXT NOT NULL, 
	logo BLOB, 
	stage_by_hand VARCHAR(32), 
	golden_days INTEGER, 
	success_text TEXT NOT NULL, 
	next_number INTEGER NOT NULL, 
	CONSTRAINT fk_customer_calendar_id_calendar FOREIGN KEY(calendar_id) REFERENCES calendar (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_customer_owner_id_app_user FOREIGN KEY(owner_id) REFERENCES app_user (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_customer_code UNIQUE (code), 
	CONSTRAINT uq_customer_uid UNIQUE (uid)
);
INSERT INTO "customer" VALUES(1,1,'A','A','A','','',NULL,1,'en','','','','',1,'','','',NULL,NULL,NULL,'',2);
INSERT INTO "customer" VALUES(2,1,'B','B','B','','',NULL,1,'en','','','','',1,'','','',NULL,NULL,NULL,'',2);
CREATE TABLE customer_word (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	written TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT fk_customer_word_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT
);
INSERT INTO "customer_word" VALUES(1,1,1,'status','ok','done');
INSERT INTO "customer_word" VALUES(2,1,2,'status','ok','done');
CREATE TABLE day_off (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	calendar_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	works BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT fk_day_off_calendar_id_calendar FOREIGN KEY(calendar_id) REFERENCES calendar (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_day_off_calendar_id_day UNIQUE (calendar_id, day)
);
INSERT INTO "day_off" VALUES(1,1,1,'2026-11-20',0,'');
CREATE TABLE deal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	external_id TEXT, 
	name TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	closed_on DATE NOT NULL, 
	amount_minor BIGINT, 
	currency TEXT NOT NULL, 
	meaning VARCHAR(32) NOT NULL, 
	product TEXT NOT NULL, 
	stage_name TEXT NOT NULL, 
	seller TEXT NOT NULL, 
	needs_implementation BOOLEAN NOT NULL, 
	kickoff_waived BOOLEAN NOT NULL, 
	value_on DATE, 
	CONSTRAINT fk_deal_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT
);
INSERT INTO "deal" VALUES(1,1,1,NULL,'','new','2026-11-20',100,'','per_year','','','',1,0,NULL);
INSERT INTO "deal" VALUES(2,1,2,NULL,'','new','2026-11-20',100,'','per_year','','','',1,0,NULL);
CREATE TABLE decision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER, 
	day DATE NOT NULL, 
	what TEXT NOT NULL, 
	who TEXT NOT NULL, 
	why TEXT NOT NULL, 
	visibility VARCHAR(32) NOT NULL, 
	CONSTRAINT fk_decision_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_decision_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "decision" VALUES(1,1,1,1,'2026-11-20','w','','','customer');
INSERT INTO "decision" VALUES(2,1,2,2,'2026-11-20','w','','','customer');
CREATE TABLE defect (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	criterion_id INTEGER, 
	number INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	side VARCHAR(32) NOT NULL, 
	owner TEXT NOT NULL, 
	due DATE, 
	done_on DATE, 
	CONSTRAINT fk_defect_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_defect_criterion_id_criterion FOREIGN KEY(criterion_id) REFERENCES criterion (id) ON DELETE RESTRICT
);
INSERT INTO "defect" VALUES(1,1,1,1,1,'d','us','',NULL,NULL);
INSERT INTO "defect" VALUES(2,1,2,2,1,'d','us','',NULL,NULL);
CREATE TABLE deliverable (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	in_scope BOOLEAN NOT NULL, 
	agreed_by TEXT NOT NULL, 
	agreed_on DATE, 
	CONSTRAINT fk_deliverable_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "deliverable" VALUES(1,1,1,0,'d',1,'',NULL);
INSERT INTO "deliverable" VALUES(2,1,2,0,'d',1,'',NULL);
CREATE TABLE dependency (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	predecessor_id INTEGER NOT NULL, 
	successor_id INTEGER NOT NULL, 
	type VARCHAR(32) NOT NULL, 
	lag INTEGER NOT NULL, 
	lag_calendar_days BOOLEAN NOT NULL, 
	CONSTRAINT fk_dependency_predecessor_id_plan_row FOREIGN KEY(predecessor_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_dependency_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_dependency_successor_id_plan_row FOREIGN KEY(successor_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_dependency_predecessor_id_successor_id_type UNIQUE (predecessor_id, successor_id, type)
);
INSERT INTO "dependency" VALUES(1,1,1,3,2,'FS',0,0);
INSERT INTO "dependency" VALUES(2,1,2,6,5,'FS',0,0);
CREATE TABLE dispatch (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	way VARCHAR(32) NOT NULL, 
	recipients JSON NOT NULL, 
	place TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	CONSTRAINT fk_dispatch_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_dispatch_document_id_document_log FOREIGN KEY(document_id) REFERENCES document_log (id) ON DELETE RESTRICT
);
INSERT INTO "dispatch" VALUES(1,1,1,1,'2026-11-01 08:00:00.000000','saved','[{"name":"C","mail":""}]','','','');
INSERT INTO "dispatch" VALUES(2,1,2,2,'2026-11-01 08:00:00.000000','saved','[{"name":"C","mail":""}]','','','');
CREATE TABLE document_log (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	language VARCHAR(32) NOT NULL, 
	file_name TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	as_of DATE NOT NULL, 
	number INTEGER NOT NULL, 
	snapshot JSON NOT NULL, 
	sha256 TEXT NOT NULL, 
	CONSTRAINT fk_document_log_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_document_log_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "document_log" VALUES(1,1,1,1,'status','en','f','2026-11-01 08:00:00.000000','2026-11-20',1,'null','');
INSERT INTO "document_log" VALUES(2,1,2,2,'status','en','f','2026-11-01 08:00:00.000000','2026-11-20',1,'null','');
CREATE TABLE draft (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	content JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT uq_draft_key UNIQUE ("key")
);
CREATE TABLE export (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	language VARCHAR(32) NOT NULL, 
	file_name TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	as_of DATE NOT NULL, 
	checksum TEXT NOT NULL, 
	base JSON NOT NULL, 
	CONSTRAINT fk_export_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_export_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_export_uid UNIQUE (uid)
);
INSERT INTO "export" VALUES(1,1,'A',1,1,1,'en','f','2026-11-01 08:00:00.000000','2026-11-20','c','{"1":{}}');
INSERT INTO "export" VALUES(2,1,'B',2,2,1,'en','f','2026-11-01 08:00:00.000000','2026-11-20','c','{"1":{}}');
CREATE TABLE goal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	baseline TEXT, 
	target TEXT, 
	target_date DATE, 
	said_by TEXT NOT NULL, 
	said_on DATE, 
	position INTEGER NOT NULL, 
	CONSTRAINT fk_goal_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT
);
INSERT INTO "goal" VALUES(1,1,1,'g','','',NULL,'0.1',NULL,'',NULL,0);
INSERT INTO "goal" VALUES(2,1,2,'g','','',NULL,'0.1',NULL,'',NULL,0);
CREATE TABLE goal_confirmation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	goal_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	confirmed_by TEXT NOT NULL, 
	meeting_id INTEGER, 
	CONSTRAINT fk_goal_confirmation_goal_id_goal FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_goal_confirmation_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
INSERT INTO "goal_confirmation" VALUES(1,1,1,'2026-11-20','C',1);
INSERT INTO "goal_confirmation" VALUES(2,1,2,'2026-11-20','C',2);
CREATE TABLE goal_value (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	goal_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	value TEXT NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT fk_goal_value_goal_id_goal FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE RESTRICT
);
INSERT INTO "goal_value" VALUES(1,1,1,'2026-11-20','12.30','');
INSERT INTO "goal_value" VALUES(2,1,2,'2026-11-20','12.30','');
CREATE TABLE handover (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	why_bought TEXT NOT NULL, 
	sales_lead TEXT NOT NULL, 
	sales_user_id INTEGER, 
	budget_minor BIGINT, 
	currency TEXT NOT NULL, 
	budget_note TEXT NOT NULL, 
	process TEXT NOT NULL, 
	working_with TEXT NOT NULL, 
	scope_note TEXT NOT NULL, 
	CONSTRAINT uq_handover_customer_id UNIQUE (customer_id), 
	CONSTRAINT fk_handover_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_handover_sales_user_id_app_user FOREIGN KEY(sales_user_id) REFERENCES app_user (id) ON DELETE RESTRICT
);
INSERT INTO "handover" VALUES(1,1,1,'','',1,100,'','','','','');
INSERT INTO "handover" VALUES(2,1,2,'','',1,100,'','','','','');
CREATE TABLE handover_point (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	said_by TEXT NOT NULL, 
	day DATE, 
	visibility VARCHAR(32) NOT NULL, 
	CONSTRAINT fk_handover_point_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT
);
INSERT INTO "handover_point" VALUES(1,1,1,'pain',0,'p','','',NULL,'internal');
INSERT INTO "handover_point" VALUES(2,1,2,'pain',0,'p','','',NULL,'internal');
CREATE TABLE import_mapping (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	mapping JSON NOT NULL
);
INSERT INTO "import_mapping" VALUES(1,1,'m','deals','f','{"a":1}');
CREATE TABLE invitation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	sequence INTEGER NOT NULL, 
	cancelled BOOLEAN NOT NULL, 
	sent_at DATETIME NOT NULL, 
	snapshot JSON NOT NULL, 
	CONSTRAINT fk_invitation_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT
);
INSERT INTO "invitation" VALUES(1,1,1,'A',1,0,'2026-11-01 08:00:00.000000','{}');
INSERT INTO "invitation" VALUES(2,1,2,'B',1,0,'2026-11-01 08:00:00.000000','{}');
CREATE TABLE journal_change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	entry_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entity VARCHAR(32) NOT NULL, 
	row_id INTEGER NOT NULL, 
	customer_id INTEGER, 
	action VARCHAR(32) NOT NULL, 
	"before" JSON, 
	"after" JSON, 
	payload_hash VARCHAR(64) NOT NULL, 
	purged BOOLEAN NOT NULL, 
	CONSTRAINT fk_journal_change_entry_id_journal_entry FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT
);
INSERT INTO "journal_change" VALUES(1,1,0,'Workspace',1,NULL,'insert',NULL,'{"version":1,"uid":"workspace-1","company":"Example Soft","company_names":{},"logo":null,"support_mail":"","support_phone":"","language":"en","country":"US","region":"","currency":"USD","timezone":"UTC","stage":"basic","start_date":null,"golden_days":90,"created_at":"2026-01-05T08:00:00+00:00"}','dd553bef82a2ab2a4a18b3c8be6f6e387f325fcc5383c687f1540a56973cf6e3',0);
INSERT INTO "journal_change" VALUES(2,1,1,'User',1,NULL,'insert',NULL,'{"version":1,"name":"Ann Example","name_alt":"","mail":"ann@example.test","phone":"","role":"csm","weekly_hours":null,"active":true}','b37c5a8486fe68bcc0ef7628756d20709b4379da90c6d340ced09e44607dd02e',0);
INSERT INTO "journal_change" VALUES(3,2,0,'Calendar',1,NULL,'insert',NULL,'{"version":1,"name":"CN","country":"","region":"","working_week":"1111100"}','7e73d8ab71921177c4ea99c2bcf23fdd784202fda77d6c8fda55aee3920edde7',0);
INSERT INTO "journal_change" VALUES(4,2,1,'DayOff',1,NULL,'insert',NULL,'{"version":1,"calendar_id":1,"day":"2026-11-20","works":false,"name":""}','542a5aa2dab9325ad56c164e1dece2ffbc150ad678d32497c9698578dcd3adff',0);
INSERT INTO "journal_change" VALUES(5,2,2,'Template',1,NULL,'insert',NULL,'{"version":1,"code":"t","title":"T","text":"x"}','21223745d2218288f3c0d37ae10f5db3cbc8ad8eacfa9b609f0a7add6201a9b5',0);
INSERT INTO "journal_change" VALUES(6,2,3,'ImportMapping',1,NULL,'insert',NULL,'{"version":1,"name":"m","kind":"deals","fingerprint":"f","mapping":{"a":1}}','eac9abc04375464920080e8b0a05c60c75477ce5b2aadd5aaeaf21f8a9d1d326',0);
INSERT INTO "journal_change" VALUES(7,2,4,'Setting',1,NULL,'insert',NULL,'{"version":1,"key":"k","value":[1]}','8ec11d79cef43baaeb520ec5ff70cd111d90a6126dc4a3e78bc43a95a4f558ef',0);
INSERT INTO "journal_change" VALUES(8,2,5,'Customer',1,1,'insert',NULL,'{"version":1,"uid":"A","code":"A","name":"A","name_alt":"","match_key":"","external_id":null,"owner_id":1,"language":"en","country":"","region":"","currency":"","timezone":"","calendar_id":1,"industry":"","city":"","size_note":"","logo":null,"stage_by_hand":null,"golden_days":null,"success_text":"","next_number":1}','eb3bedacf05b93c54f034a528fa81005bbcce398736fcb479b007d25fae319ea',0);
INSERT INTO "journal_change" VALUES(9,2,6,'Contact',1,1,'insert',NULL,'{"version":1,"uid":"A","customer_id":1,"name":"C","name_alt":"","company":"","side":"customer","role":"other","title":"","stakeholder":"user","mail":"","phone":"","speaks_for":"","last_spoke":null,"left_on":null,"successor_uid":"","attitude":"unknown","value_text":"","channel":"any","thanked_on":null}','823156b7ebd047cd76124b459c4b91c9dce5943fca2eaa35d03490983c39c32b',0);
INSERT INTO "journal_change" VALUES(10,2,7,'Deal',1,1,'insert',NULL,'{"version":1,"customer_id":1,"external_id":null,"name":"","kind":"new","closed_on":"2026-11-20","amount_minor":100,"currency":"","meaning":"per_year","product":"","stage_name":"","seller":"","needs_implementation":true,"kickoff_waived":false,"value_on":null}','099a6f3d0eb84286caa5f967c5a7f712fc7b5038689bd2a0c7ebe26aa341fa69',0);
INSERT INTO "journal_change" VALUES(11,2,8,'Contract',1,1,'insert',NULL,'{"version":1,"customer_id":1,"deal_id":1,"reference":"","signed_on":null,"start":"2026-11-20","end":null,"annual_minor":null,"currency":"","seats":null,"seat_price_minor":null,"auto_renews":false,"notice_days":null,"fee_minor":null}','5b8ab78bfe4cfccb6f598d8c920f0ddcef18b863252d03f9709415238364ee1d',0);
INSERT INTO "journal_change" VALUES(12,2,9,'Project',1,1,'insert',NULL,'{"version":1,"uid":"A","customer_id":1,"code":"P","name":"P","deal_id":1,"status":"open","hold_reason":"","resume_on":null,"start":"2026-11-20","calendar_id":null,"template_code":"","needs_acceptance":true,"tolerance_green":5,"tolerance_blocked":5,"tolerance_red":10,"rag_override":null,"rag_note":"","rag_sentence":"","rag_by":"","rag_on":null,"acceptance":null,"acceptance_on":null,"source_ref":""}','3e0da6bb5a83c2f5fd65b94b06114d9b838fa641dedbf122cba5150d05210b04',0);
INSERT INTO "journal_change" VALUES(13,2,10,'ProjectHold',1,1,'insert',NULL,'{"version":1,"project_id":1,"since":"2026-11-20","until":null,"reason":"h"}','0325d8ccd333f00af04448e0ec2bf76807844ba1d063925fe3f453b0e35b888d',0);
INSERT INTO "journal_change" VALUES(14,2,11,'PlanRow',1,1,'insert',NULL,'{"version":1,"uid":"uid-1-phase-0","customer_id":1,"project_id":1,"parent_id":null,"position":0,"kind":"phase","number":null,"title":"phase","milestone_kind":null,"leads_to_id":null,"side":"us","owner_user_id":null,"owner_contact_id":null,"owner_name":"","role_code":"","visibility":"customer","priority":"important","status":"todo","hold_reason":"","resume_on":null,"start":null,"target":null,"duration":1,"calendar_days":false,"opens_day":false,"repeats":"","hours":null,"constraint":"asap","constraint_on":null,"deadline":null,"pinned":false,"actual_start":null,"actual_finish":null,"progress":0,"blocked_by_hand":"","blocked_since":null,"asked_on":null,"we_can_do":false,"instructions":"","customer_comment":"","internal_note":"","template_ref":"","source_uid":""}','90c7772ef0c7f0cf43d2ac15a62846dc6f1b3b987213796c795c255fe2aab1c5',0);
INSERT INTO "journal_change" VALUES(15,2,12,'PlanRow',2,1,'insert',NULL,'{"version":1,"uid":"uid-1-live-1","customer_id":1,"project_id":1,"parent_id":1,"position":0,"kind":"milestone","number":null,"title":"live","milestone_kind":null,"leads_to_id":null,"side":"us","owner_user_id":null,"owner_contact_id":null,"owner_name":"","role_code":"","visibility":"customer","priority":"important","status":"todo","hold_reason":"","resume_on":null,"start":null,"target":null,"duration":1,"calendar_days":false,"opens_day":false,"repeats":"","hours":null,"constraint":"asap","constraint_on":null,"deadline":null,"pinned":false,"actual_start":null,"actual_finish":null,"progress":0,"blocked_by_hand":"","blocked_since":null,"asked_on":null,"we_can_do":false,"instructions":"","customer_comment":"","internal_note":"","template_ref":"","source_uid":""}','e472d6558b0fb7129398954c88150e786b95f168e9685cec43db39a7df12053d',0);
INSERT INTO "journal_change" VALUES(16,2,13,'PlanRow',3,1,'insert',NULL,'{"version":1,"uid":"uid-1-item-2","customer_id":1,"project_id":1,"parent_id":1,"position":0,"kind":"item","number":1,"title":"item","milestone_kind":null,"leads_to_id":2,"side":"us","owner_user_id":null,"owner_contact_id":1,"owner_name":"","role_code":"","visibility":"customer","priority":"important","status":"todo","hold_reason":"","resume_on":null,"start":null,"target":null,"duration":1,"calendar_days":false,"opens_day":false,"repeats":"","hours":"1.50","constraint":"asap","constraint_on":null,"deadline":null,"pinned":false,"actual_start":null,"actual_finish":null,"progress":0,"blocked_by_hand":"","blocked_since":null,"asked_on":null,"we_can_do":false,"instructions":"","customer_comment":"","internal_note":"","template_ref":"","source_uid":""}','6024529c512bf70e1805e21059a80387ee748696590f4ec6218c71de7aa4dab7',0);
INSERT INTO "journal_change" VALUES(17,2,14,'Dependency',1,1,'insert',NULL,'{"version":1,"project_id":1,"predecessor_id":3,"successor_id":2,"type":"FS","lag":0,"lag_calendar_days":false}','2b48221976734758cedcde69e19bf15750081b22b0af5f6b4a47404690baabed',0);
INSERT INTO "journal_change" VALUES(18,2,15,'Baseline',1,1,'insert',NULL,'{"version":1,"project_id":1,"name":"b","agreed_on":"2026-11-20","agreed_by":"","current":true}','236fec7be76c7478265a1c77198d987822eae9e5b54862aa6eaa4ae9e439681f',0);
INSERT INTO "journal_change" VALUES(19,2,16,'BaselineRow',1,1,'insert',NULL,'{"version":1,"baseline_id":1,"row_id":3,"start":null,"finish":null}','d1680e577764628052b7f44f102cf5c84106f633b23890cd3725fd3445fab7df',0);
INSERT INTO "journal_change" VALUES(20,2,17,'SlipEntry',1,1,'insert',NULL,'{"version":1,"project_id":1,"milestone_id":2,"row_id":3,"day":"2026-11-20","days":2,"cause":"us","text":"","visibility":"customer"}','51f35a7977dc0c6199c99cf30f966048c51f1fe08e1687cc3140c4a2b6f2b4ea',0);
INSERT INTO "journal_change" VALUES(21,2,18,'Meeting',1,1,'insert',NULL,'{"version":1,"uid":"A","customer_id":1,"project_id":1,"kind":"progress","title":"","status":"planned","day":"2026-11-20","at":"09:30:00","minutes":60,"timezone":"","place":"","summary":"","no_next_reason":"","series_uid":""}','40c73694ffb88f05d2d1f7dd540f4c14c066e15a56ae39088d96322790155c68',0);
INSERT INTO "journal_change" VALUES(22,2,19,'Attendance',1,1,'insert',NULL,'{"version":1,"meeting_id":1,"contact_id":1,"user_id":null,"needed":true,"attended":null,"commitment":""}','09d120ed1ea0d3799bc865d98efd16cafc678adf8343d888b718919a46943545',0);
INSERT INTO "journal_change" VALUES(23,2,20,'Note',1,1,'insert',NULL,'{"version":1,"customer_id":1,"project_id":1,"contact_id":1,"kind":"note","day":"2026-11-20","text":"n","visibility":"internal"}','fc74f36bfb1b1235387d74cbadd575c9c52cbc7823e37cbd5ad009da3ac72d38',0);
INSERT INTO "journal_change" VALUES(24,2,21,'Goal',1,1,'insert',NULL,'{"version":1,"customer_id":1,"title":"g","metric":"","unit":"","baseline":null,"target":"0.1","target_date":null,"said_by":"","said_on":null,"position":0}','08b4bedbd9482419513faee2bbc4e4561abaed708186bd1530560bd689f181d9',0);
INSERT INTO "journal_change" VALUES(25,2,22,'GoalValue',1,1,'insert',NULL,'{"version":1,"goal_id":1,"day":"2026-11-20","value":"12.30","source":""}','7932565f072c63962ee4ace9c2aaa28eb324934af84d341a65e3f549ff315af8',0);
INSERT INTO "journal_change" VALUES(26,2,23,'GoalConfirmation',1,1,'insert',NULL,'{"version":1,"goal_id":1,"day":"2026-11-20","confirmed_by":"C","meeting_id":1}','b55db2f437753034d328ff233d19d8568a0f5b125828e8bd7dac21aed052bc29',0);
INSERT INTO "journal_change" VALUES(27,2,24,'SuccessConfirmation',1,1,'insert',NULL,'{"version":1,"customer_id":1,"day":"2026-11-20","confirmed_by":"C","meeting_id":1,"text":"t"}','41e432c9af5b8273c15b4a5714d03660a9980706c905f35b1e37bfdb5ef3498b',0);
INSERT INTO "journal_change" VALUES(28,2,25,'Outcome',1,1,'insert',NULL,'{"version":1,"customer_id":1,"project_id":1,"milestone_id":2,"day":"2026-11-20","title":"o","metric":"","amount":null,"unit":"","money_minor":null,"currency":"","evidence":"","said_by":"","may_quote":false,"visibility":"customer"}','b38a67572b52c8e3e11dd8561d48492a93efe4c2641a94628d099317e9e21409',0);
INSERT INTO "journal_change" VALUES(29,2,26,'Risk',1,1,'insert',NULL,'{"version":1,"customer_id":1,"project_id":1,"title":"r","probability":3,"impact":3,"side":"us","owner":"","response":"","trigger_on":null,"status":"open","visibility":"internal"}','7c1ff13d8dc983543553e511f96ae8140684d786cfcef26e3aa400da9123ce3a',0);
INSERT INTO "journal_change" VALUES(30,2,27,'Decision',1,1,'insert',NULL,'{"version":1,"customer_id":1,"project_id":1,"day":"2026-11-20","what":"w","who":"","why":"","visibility":"customer"}','52d3a8280ffdaafa6543ed174e57b187718baa2afce6d3a95b7d09a842bad5fc',0);
INSERT INTO "journal_change" VALUES(31,2,28,'MeetingEntry',1,1,'insert',NULL,'{"version":1,"meeting_id":1,"position":0,"row_id":null,"decision_id":1,"risk_id":null,"note_id":null}','ede3dfb279cb17b02e2f23e5bb07d8c5ccd1a79fbd2b7521c622b35958447d0c',0);
INSERT INTO "journal_change" VALUES(32,2,29,'Export',1,1,'insert',NULL,'{"version":1,"uid":"A","customer_id":1,"project_id":1,"number":1,"language":"en","file_name":"f","made_at":"2026-11-01T08:00:00+00:00","as_of":"2026-11-20","checksum":"c","base":{"1":{}}}','e25cff00ee84bc577f6c64507517411be32e8b76775cd7cb8530732984694cd2',0);
INSERT INTO "journal_change" VALUES(33,2,30,'TrackerReturn',1,1,'insert',NULL,'{"version":1,"customer_id":1,"project_id":1,"export_id":1,"number":1,"file_name":"f","sha256":"s","saved_by":"","saved_on":null,"received_at":"2026-11-01T08:00:00+00:00","undecided":0,"content":{"rows":[]}}','3e3b3c86c0ea4d22ae71950b2b676ba330d2de8f2dce59eaecbc284ee5aceb30',0);
INSERT INTO "journal_change" VALUES(34,2,31,'ReturnedFile',1,1,'insert',NULL,'{"version":1,"customer_id":1,"project_id":1,"export_id":1,"number":1,"file_name":"f","sha256":"s","size":4,"received_at":"2026-11-01T08:00:00+00:00"}','41d0faa25d3351a6b0a8ab9e556c5d41ea55e4de271778c603e0155835f89057',0);
INSERT INTO "journal_change" VALUES(35,2,32,'ReturnedContent',1,1,'insert',NULL,'{"version":1,"customer_id":1,"file_id":1}','8ed971f8eb6cf33941840b7cd781baa11a2ac6979037792640ea0f339be98962',0);
INSERT INTO "journal_change" VALUES(36,2,33,'CustomerWord',1,1,'insert',NULL,'{"version":1,"customer_id":1,"field":"status","written":"ok","value":"done"}','55fb4dea48f5df72e1606c5f848d65d85217525aa17c43c63475201b3fe482ce',0);
INSERT INTO "journal_change" VALUES(37,2,34,'DocumentLog',1,1,'insert',NULL,'{"version":1,"customer_id":1,"project_id":1,"kind":"status","language":"en","file_name":"f","made_at":"2026-11-01T08:00:00+00:00","as_of":"2026-11-20","number":1,"snapshot":null,"sha256":""}','210650a2db1f359d1e50d180944b9b9a761b02949d1380604d85848a0344b9c7',0);
INSERT INTO "journal_change" VALUES(38,2,35,'Deliverable',1,1,'insert',NULL,'{"version":1,"project_id":1,"position":0,"title":"d","in_scope":true,"agreed_by":"","agreed_on":null}','7894058ce482a8d726306504febfba28efd7d2c6b3ba711655a798fddba8cbec',0);
INSERT INTO "journal_change" VALUES(39,2,36,'Criterion',1,1,'insert',NULL,'{"version":1,"project_id":1,"deliverable_id":1,"position":0,"text":"c","evidence":"","result":"open","checked_on":null,"checked_by":""}','9957c8dbac3541f15ae6ff3c916f6fb1a333f4a6d4ba141980f31b3e082f3005',0);
INSERT INTO "journal_change" VALUES(40,2,37,'Defect',1,1,'insert',NULL,'{"version":1,"project_id":1,"criterion_id":1,"number":1,"title":"d","side":"us","owner":"","due":null,"done_on":null}','cd4075b7dd46a4c6b5daa15dd1c66d7e11f9e2bfa868c38752419c97f1212ed8',0);
INSERT INTO "journal_change" VALUES(41,2,38,'Certificate',1,1,'insert',NULL,'{"version":1,"customer_id":1,"contact_id":1,"number":"A","name":"C","statement":"s","facts":["f"],"issued_on":"2026-11-20","signed_by":""}','beaa3b87f60947a500cf2db69380c9545ed458bad44c655ee964a86862fe452a',0);
INSERT INTO "journal_change" VALUES(42,2,39,'Handover',1,1,'insert',NULL,'{"version":1,"customer_id":1,"why_bought":"","sales_lead":"","sales_user_id":1,"budget_minor":100,"currency":"","budget_note":"","process":"","working_with":"","scope_note":""}','80cf0560e977a957853df3527eefc1e80da0920e16f62ee811440a7855e89610',0);
INSERT INTO "journal_change" VALUES(43,2,40,'HandoverPoint',1,1,'insert',NULL,'{"version":1,"customer_id":1,"kind":"pain","position":0,"text":"p","answer":"","said_by":"","day":null,"visibility":"internal"}','2888808aafa12f587b4e083cd60d89db8ce683e71c39bc881f70a0a041994ced',0);
INSERT INTO "journal_change" VALUES(44,2,41,'ManagerCheck',1,1,'insert',NULL,'{"version":1,"project_id":1,"contact_id":1,"knows_business":null,"has_time":"weak","judges_it":null,"checked_on":null,"note":""}','268ba701ec150dd9f017bbd8efea969d9a3eb686e55fb5339b0c573ceb6021b0',0);
INSERT INTO "journal_change" VALUES(45,2,42,'AgendaItem',1,1,'insert',NULL,'{"version":1,"meeting_id":1,"position":0,"title":"a","priority":"important","minutes":10,"done":false,"template_ref":""}','66d43207470b5a69c1c71373dac16b976f1ee47f0b90b7c30395790733c46149',0);
INSERT INTO "journal_change" VALUES(46,2,43,'MeetingSeries',1,1,'insert',NULL,'{"version":1,"uid":"A","customer_id":1,"project_id":1,"kind":"progress","title":"","rule":"FREQ=WEEKLY","start":"2026-11-20","at":"09:00:00","minutes":45,"timezone":"","place":"","ended_on":null}','62f65d190e23ce0790bad98a394a74a58ce7f69317e47e6932b6878cb541e27b',0);
INSERT INTO "journal_change" VALUES(47,2,44,'SeriesMember',1,NULL,'insert',NULL,'{"version":1,"series_id":1,"contact_id":1,"user_id":null}','b7de46bf69a02af8dd2901535fbc4a9c82ca49d63f2c572828f2fe2faad57061',0);
INSERT INTO "journal_change" VALUES(48,2,45,'Invitation',1,1,'insert',NULL,'{"version":1,"customer_id":1,"uid":"A","sequence":1,"cancelled":false,"sent_at":"2026-11-01T08:00:00+00:00","snapshot":{}}','aaac5848dc123508f626f18a16d149ef0580eae2839368e666b342c2d1c18f7d',0);
INSERT INTO "journal_change" VALUES(49,2,46,'StoryConsent',1,1,'insert',NULL,'{"version":1,"customer_id":1,"given_by":"C","given_on":"2026-11-20","covers":"","withdrawn_on":null}','de1946e18001e2dd63e73641fb9da740f768c618a73d762ac5b6589c2e3cad90',0);
INSERT INTO "journal_change" VALUES(50,2,47,'SupportRequest',1,1,'insert',NULL,'{"version":1,"customer_id":1,"contact_id":1,"asked_by":"","channel":"mail","kind":"question","area":"","title":"q","text":"","feeling":"calm","received_at":"2026-11-01T08:00:00+00:00","first_response_at":null,"owner_user_id":1,"status":"new","answer":"","solved_on":null,"confirmed_by":""}','6b5ec084374d87bc3266f1f8a8eb3a7de6480f703cba7d59901bb4710d2181f8',0);
INSERT INTO "journal_change" VALUES(51,2,48,'Dispatch',1,1,'insert',NULL,'{"version":1,"customer_id":1,"document_id":1,"at":"2026-11-01T08:00:00+00:00","way":"saved","recipients":[{"name":"C","mail":""}],"place":"","sha256":"","by":""}','a3065b14309fe569e42d73bc4c42333941045cbedfacf85606b288bda1607160',0);
INSERT INTO "journal_change" VALUES(52,2,49,'Picture',1,NULL,'insert',NULL,'{"version":1,"sha256":"A"}','36d6323ea6f8ac68ea673c21f31f8f53ff0c2fea67782a027c03abe9ceff6528',0);
INSERT INTO "journal_change" VALUES(53,2,50,'MailTemplate',1,NULL,'insert',NULL,'{"version":1,"kind":"status","language":"en","subject":"s","body":"b"}','2bf419064c7c9da64b0a796118855c3b4d4b255e4ebfeb681e90fadc0ee0fb65',0);
INSERT INTO "journal_change" VALUES(54,2,51,'Customer',2,2,'insert',NULL,'{"version":1,"uid":"B","code":"B","name":"B","name_alt":"","match_key":"","external_id":null,"owner_id":1,"language":"en","country":"","region":"","currency":"","timezone":"","calendar_id":1,"industry":"","city":"","size_note":"","logo":null,"stage_by_hand":null,"golden_days":null,"success_text":"","next_number":1}','00b7422c8d38c640b6c21b6bf3de2e1277339b6b03ca0a83b9700864dd069b3f',0);
INSERT INTO "journal_change" VALUES(55,2,52,'Contact',2,2,'insert',NULL,'{"version":1,"uid":"B","customer_id":2,"name":"C","name_alt":"","company":"","side":"customer","role":"other","title":"","stakeholder":"user","mail":"","phone":"","speaks_for":"","last_spoke":null,"left_on":null,"successor_uid":"","attitude":"unknown","value_text":"","channel":"any","thanked_on":null}','f65dab05c5ce53e70e104954b5982a611061fed31744e46af9933972b05afdf6',0);
INSERT INTO "journal_change" VALUES(56,2,53,'Deal',2,2,'insert',NULL,'{"version":1,"customer_id":2,"external_id":null,"name":"","kind":"new","closed_on":"2026-11-20","amount_minor":100,"currency":"","meaning":"per_year","product":"","stage_name":"","seller":"","needs_implementation":true,"kickoff_waived":false,"value_on":null}','4717fd59e8cb2c322ce0339e3b79dd916b6ac5c973a9f441f08ea6cb3f8e5fbb',0);
INSERT INTO "journal_change" VALUES(57,2,54,'Contract',2,2,'insert',NULL,'{"version":1,"customer_id":2,"deal_id":2,"reference":"","signed_on":null,"start":"2026-11-20","end":null,"annual_minor":null,"currency":"","seats":null,"seat_price_minor":null,"auto_renews":false,"notice_days":null,"fee_minor":null}','90bc0115cdbbb7a91223964644ac41e4509a85d28848cf6fbc0a71ef808342ca',0);
INSERT INTO "journal_change" VALUES(58,2,55,'Project',2,2,'insert',NULL,'{"version":1,"uid":"B","customer_id":2,"code":"P","name":"P","deal_id":2,"status":"open","hold_reason":"","resume_on":null,"start":"2026-11-20","calendar_id":null,"template_code":"","needs_acceptance":true,"tolerance_green":5,"tolerance_blocked":5,"tolerance_red":10,"rag_override":null,"rag_note":"","rag_sentence":"","rag_by":"","rag_on":null,"acceptance":null,"acceptance_on":null,"source_ref":""}','a97b1e35e2189c9fc519d1ad4b5664ec58a5f00c53c27d8b8f494e1807b17d9b',0);
INSERT INTO "journal_change" VALUES(59,2,56,'ProjectHold',2,2,'insert',NULL,'{"version":1,"project_id":2,"since":"2026-11-20","until":null,"reason":"h"}','d8318d5fa582a917aea22c36f54e371381a16fd812fcadc6efdb6b896e063e1c',0);
INSERT INTO "journal_change" VALUES(60,2,57,'PlanRow',4,2,'insert',NULL,'{"version":1,"uid":"uid-2-phase-3","customer_id":2,"project_id":2,"parent_id":null,"position":0,"kind":"phase","number":null,"title":"phase","milestone_kind":null,"leads_to_id":null,"side":"us","owner_user_id":null,"owner_contact_id":null,"owner_name":"","role_code":"","visibility":"customer","priority":"important","status":"todo","hold_reason":"","resume_on":null,"start":null,"target":null,"duration":1,"calendar_days":false,"opens_day":false,"repeats":"","hours":null,"constraint":"asap","constraint_on":null,"deadline":null,"pinned":false,"actual_start":null,"actual_finish":null,"progress":0,"blocked_by_hand":"","blocked_since":null,"asked_on":null,"we_can_do":false,"instructions":"","customer_comment":"","internal_note":"","template_ref":"","source_uid":""}','55e6057c18148f985b3db989382e04b522ba44afaa13737f38cca6aca812fa29',0);
INSERT INTO "journal_change" VALUES(61,2,58,'PlanRow',5,2,'insert',NULL,'{"version":1,"uid":"uid-2-live-4","customer_id":2,"project_id":2,"parent_id":4,"position":0,"kind":"milestone","number":null,"title":"live","milestone_kind":null,"leads_to_id":null,"side":"us","owner_user_id":null,"owner_contact_id":null,"owner_name":"","role_code":"","visibility":"customer","priority":"important","status":"todo","hold_reason":"","resume_on":null,"start":null,"target":null,"duration":1,"calendar_days":false,"opens_day":false,"repeats":"","hours":null,"constraint":"asap","constraint_on":null,"deadline":null,"pinned":false,"actual_start":null,"actual_finish":null,"progress":0,"blocked_by_hand":"","blocked_since":null,"asked_on":null,"we_can_do":false,"instructions":"","customer_comment":"","internal_note":"","template_ref":"","source_uid":""}','629eeee78626b2fc56c5e4b0786212f143cb5a010f75ecf99207d0edba157e86',0);
INSERT INTO "journal_change" VALUES(62,2,59,'PlanRow',6,2,'insert',NULL,'{"version":1,"uid":"uid-2-item-5","customer_id":2,"project_id":2,"parent_id":4,"position":0,"kind":"item","number":1,"title":"item","milestone_kind":null,"leads_to_id":5,"side":"us","owner_user_id":null,"owner_contact_id":2,"owner_name":"","role_code":"","visibility":"customer","priority":"important","status":"todo","hold_reason":"","resume_on":null,"start":null,"target":null,"duration":1,"calendar_days":false,"opens_day":false,"repeats":"","hours":"1.50","constraint":"asap","constraint_on":null,"deadline":null,"pinned":false,"actual_start":null,"actual_finish":null,"progress":0,"blocked_by_hand":"","blocked_since":null,"asked_on":null,"we_can_do":false,"instructions":"","customer_comment":"","internal_note":"","template_ref":"","source_uid":""}','7d0b2dea1ec59e6967a70f467ea41aa9668c585e1b182d2a717dd24e23c68806',0);
INSERT INTO "journal_change" VALUES(63,2,60,'Dependency',2,2,'insert',NULL,'{"version":1,"project_id":2,"predecessor_id":6,"successor_id":5,"type":"FS","lag":0,"lag_calendar_days":false}','99d6130c9a639366b4ec21e2f00bd7a8fd9334efdd061ea26fd9449c7c1432a8',0);
INSERT INTO "journal_change" VALUES(64,2,61,'Baseline',2,2,'insert',NULL,'{"version":1,"project_id":2,"name":"b","agreed_on":"2026-11-20","agreed_by":"","current":true}','3ab49c0840ebc48e3188ff7932113c0be1b5affb3b7814267110a9ad1b4e109c',0);
INSERT INTO "journal_change" VALUES(65,2,62,'BaselineRow',2,2,'insert',NULL,'{"version":1,"baseline_id":2,"row_id":6,"start":null,"finish":null}','1551b1e54fa146545593a7b3e9b46f7b93cb3cbf3a81d9121f433a0248245cea',0);
INSERT INTO "journal_change" VALUES(66,2,63,'SlipEntry',2,2,'insert',NULL,'{"version":1,"project_id":2,"milestone_id":5,"row_id":6,"day":"2026-11-20","days":2,"cause":"us","text":"","visibility":"customer"}','7f75cbffbddb7aff523e81ee26328c1be58c3780ed5441a02b2c1b4ec8afb769',0);
INSERT INTO "journal_change" VALUES(67,2,64,'Meeting',2,2,'insert',NULL,'{"version":1,"uid":"B","customer_id":2,"project_id":2,"kind":"progress","title":"","status":"planned","day":"2026-11-20","at":"09:30:00","minutes":60,"timezone":"","place":"","summary":"","no_next_reason":"","series_uid":""}','a30fd4ac5ddf83f86383868409d03103543ddfe0b91fe3f3628cb3603238f367',0);
INSERT INTO "journal_change" VALUES(68,2,65,'Attendance',2,2,'insert',NULL,'{"version":1,"meeting_id":2,"contact_id":2,"user_id":null,"needed":true,"attended":null,"commitment":""}','0d010b9dd0c4d5fa5e763a73c52c0e80a38cc55060d29bc161cfd882669ed9c0',0);
INSERT INTO "journal_change" VALUES(69,2,66,'Note',2,2,'insert',NULL,'{"version":1,"customer_id":2,"project_id":2,"contact_id":2,"kind":"note","day":"2026-11-20","text":"n","visibility":"internal"}','776eeb2fc94c60bcfe9014c7644b38437d56846667922dfba78c10dc258df61d',0);
INSERT INTO "journal_change" VALUES(70,2,67,'Goal',2,2,'insert',NULL,'{"version":1,"customer_id":2,"title":"g","metric":"","unit":"","baseline":null,"target":"0.1","target_date":null,"said_by":"","said_on":null,"position":0}','1e8189530cc05b5349322bc1d23ac0e963f1dbbf993fb06dcef60074a058338f',0);
INSERT INTO "journal_change" VALUES(71,2,68,'GoalValue',2,2,'insert',NULL,'{"version":1,"goal_id":2,"day":"2026-11-20","value":"12.30","source":""}','e27fa9185eb910ac5fa944b30f2274d5308c12442abee55c8aaaaa540dca5af6',0);
INSERT INTO "journal_change" VALUES(72,2,69,'GoalConfirmation',2,2,'insert',NULL,'{"version":1,"goal_id":2,"day":"2026-11-20","confirmed_by":"C","meeting_id":2}','0b5a0867a40fdca4d0bd23c40eb75799e2850240c59e2763a71c48dc4a5d2eab',0);
INSERT INTO "journal_change" VALUES(73,2,70,'SuccessConfirmation',2,2,'insert',NULL,'{"version":1,"customer_id":2,"day":"2026-11-20","confirmed_by":"C","meeting_id":2,"text":"t"}','ff16b1457d577d0c368137a83173f9c934aef4719764872834610693d8d2691c',0);
INSERT INTO "journal_change" VALUES(74,2,71,'Outcome',2,2,'insert',NULL,'{"version":1,"customer_id":2,"project_id":2,"milestone_id":5,"day":"2026-11-20","title":"o","metric":"","amount":null,"unit":"","money_minor":null,"currency":"","evidence":"","said_by":"","may_quote":false,"visibility":"customer"}','531e12c05372a9b7a11a9453b8f0e4974db2f75bd377bf781f03febb8357e02b',0);
INSERT INTO "journal_change" VALUES(75,2,72,'Risk',2,2,'insert',NULL,'{"version":1,"customer_id":2,"project_id":2,"title":"r","probability":3,"impact":3,"side":"us","owner":"","response":"","trigger_on":null,"status":"open","visibility":"internal"}','5ed41bea0b7aaf769323b7c25c170003f61a9346e11fd9cdffb03f6788ac1acd',0);
INSERT INTO "journal_change" VALUES(76,2,73,'Decision',2,2,'insert',NULL,'{"version":1,"customer_id":2,"project_id":2,"day":"2026-11-20","what":"w","who":"","why":"","visibility":"customer"}','27dbef7213daf8b362861ed39ad650455c419d79686ef8b27646968ab5b46435',0);
INSERT INTO "journal_change" VALUES(77,2,74,'MeetingEntry',2,2,'insert',NULL,'{"version":1,"meeting_id":2,"position":0,"row_id":null,"decision_id":2,"risk_id":null,"note_id":null}','39d2f06909f3ab7039401b57d8096d7850c7d3780e115565ad0bfac2c6090dd7',0);
INSERT INTO "journal_change" VALUES(78,2,75,'Export',2,2,'insert',NULL,'{"version":1,"uid":"B","customer_id":2,"project_id":2,"number":1,"language":"en","file_name":"f","made_at":"2026-11-01T08:00:00+00:00","as_of":"2026-11-20","checksum":"c","base":{"1":{}}}','db586773494ac75b6cbc62cd0c8d99e8348a1acb2748b500dba03085e2403342',0);
INSERT INTO "journal_change" VALUES(79,2,76,'TrackerReturn',2,2,'insert',NULL,'{"version":1,"customer_id":2,"project_id":2,"export_id":2,"number":1,"file_name":"f","sha256":"s","saved_by":"","saved_on":null,"received_at":"2026-11-01T08:00:00+00:00","undecided":0,"content":{"rows":[]}}','7cffa7cc86bdb930fe8c8e65edc751e28d38a682e68fe29cc39999c1bfdd06c0',0);
INSERT INTO "journal_change" VALUES(80,2,77,'ReturnedFile',2,2,'insert',NULL,'{"version":1,"customer_id":2,"project_id":2,"export_id":2,"number":1,"file_name":"f","sha256":"s","size":4,"received_at":"2026-11-01T08:00:00+00:00"}','ee437cebc0993f58393e6ed0d3fe529dc710d4b120e543b633cd04111f7068db',0);
INSERT INTO "journal_change" VALUES(81,2,78,'ReturnedContent',2,2,'insert',NULL,'{"version":1,"customer_id":2,"file_id":2}','cfe0eaf18b26e8f2a80e6728aaeeae86c12f571b3138ea1722d50818baccd616',0);
INSERT INTO "journal_change" VALUES(82,2,79,'CustomerWord',2,2,'insert',NULL,'{"version":1,"customer_id":2,"field":"status","written":"ok","value":"done"}','ea045f729d8d839236bd66a1d6cb2817a2dea70c2c25139fe7806996c3d6503f',0);
INSERT INTO "journal_change" VALUES(83,2,80,'DocumentLog',2,2,'insert',NULL,'{"version":1,"customer_id":2,"project_id":2,"kind":"status","language":"en","file_name":"f","made_at":"2026-11-01T08:00:00+00:00","as_of":"2026-11-20","number":1,"snapshot":null,"sha256":""}','97389dfac609196fd51affc808c92194914acef2fd4c236f2e6d842598645327',0);
INSERT INTO "journal_change" VALUES(84,2,81,'Deliverable',2,2,'insert',NULL,'{"version":1,"project_id":2,"position":0,"title":"d","in_scope":true,"agreed_by":"","agreed_on":null}','cf191f21a6a11da87ec123356fd0b817216256fbe089d58f0ab52f41a78615be',0);
INSERT INTO "journal_change" VALUES(85,2,82,'Criterion',2,2,'insert',NULL,'{"version":1,"project_id":2,"deliverable_id":2,"position":0,"text":"c","evidence":"","result":"open","checked_on":null,"checked_by":""}','7952aee357888c3f21f5b76410e3406289cc303d900c49def9b1b12ebb60df92',0);
INSERT INTO "journal_change" VALUES(86,2,83,'Defect',2,2,'insert',NULL,'{"version":1,"project_id":2,"criterion_id":2,"number":1,"title":"d","side":"us","owner":"","due":null,"done_on":null}','d1401abcdfc7683cbb83f799352583a77a496a7a978653e4d0ce7818f3214191',0);
INSERT INTO "journal_change" VALUES(87,2,84,'Certificate',2,2,'insert',NULL,'{"version":1,"customer_id":2,"contact_id":2,"number":"B","name":"C","statement":"s","facts":["f"],"issued_on":"2026-11-20","signed_by":""}','33bda1ba557d7cc778344819b8399a5209e68a82fe42c7ff2d1d93c3e57ea341',0);
INSERT INTO "journal_change" VALUES(88,2,85,'Handover',2,2,'insert',NULL,'{"version":1,"customer_id":2,"why_bought":"","sales_lead":"","sales_user_id":1,"budget_minor":100,"currency":"","budget_note":"","process":"","working_with":"","scope_note":""}','0223ea58f16e16993b4dda0c4c330f546c05a6f3302dae462ea4280eaa1d6567',0);
INSERT INTO "journal_change" VALUES(89,2,86,'HandoverPoint',2,2,'insert',NULL,'{"version":1,"customer_id":2,"kind":"pain","position":0,"text":"p","answer":"","said_by":"","day":null,"visibility":"internal"}','19bf06dd1b3c1a351368b7763081914b9a75ea825f1ce2757e8f6f7f9b3b0ab2',0);
INSERT INTO "journal_change" VALUES(90,2,87,'ManagerCheck',2,2,'insert',NULL,'{"version":1,"project_id":2,"contact_id":2,"knows_business":null,"has_time":"weak","judges_it":null,"checked_on":null,"note":""}','38eba50a4a9d5785fd3b74f8ade4480622970071e2a94d30f46f62e6e94ed428',0);
INSERT INTO "journal_change" VALUES(91,2,88,'AgendaItem',2,2,'insert',NULL,'{"version":1,"meeting_id":2,"position":0,"title":"a","priority":"important","minutes":10,"done":false,"template_ref":""}','48e01d3dd8927cdf2193ae81b28b84cca99ac202110dba74a9f4092a9f2370a7',0);
INSERT INTO "journal_change" VALUES(92,2,89,'MeetingSeries',2,2,'insert',NULL,'{"version":1,"uid":"B","customer_id":2,"project_id":2,"kind":"progress","title":"","rule":"FREQ=WEEKLY","start":"2026-11-20","at":"09:00:00","minutes":45,"timezone":"","place":"","ended_on":null}','342b70ba8527bff3723d9c94ec7ae07400c7681a97122bbce90479e1600c48d8',0);
INSERT INTO "journal_change" VALUES(93,2,90,'SeriesMember',2,NULL,'insert',NULL,'{"version":1,"series_id":2,"contact_id":2,"user_id":null}','7924df7ac926ce7061edfac6c2b81f78dc9295b9004598b85edceb8d63d03c95',0);
INSERT INTO "journal_change" VALUES(94,2,91,'Invitation',2,2,'insert',NULL,'{"version":1,"customer_id":2,"uid":"B","sequence":1,"cancelled":false,"sent_at":"2026-11-01T08:00:00+00:00","snapshot":{}}','c988cc5ddf13708bd8c0462d7244810984fcb29613071b0bd9fb0f67105600ef',0);
INSERT INTO "journal_change" VALUES(95,2,92,'StoryConsent',2,2,'insert',NULL,'{"version":1,"customer_id":2,"given_by":"C","given_on":"2026-11-20","covers":"","withdrawn_on":null}','2bbf75137c00ba5b20d720095203abad4b935d1e3fee2c320f3eb85dd385652a',0);
INSERT INTO "journal_change" VALUES(96,2,93,'SupportRequest',2,2,'insert',NULL,'{"version":1,"customer_id":2,"contact_id":2,"asked_by":"","channel":"mail","kind":"question","area":"","title":"q","text":"","feeling":"calm","received_at":"2026-11-01T08:00:00+00:00","first_response_at":null,"owner_user_id":1,"status":"new","answer":"","solved_on":null,"confirmed_by":""}','3511b42c7887e842219f097b41c01010c4311cf354ab6e349c1ef5fd3c396ed2',0);
INSERT INTO "journal_change" VALUES(97,2,94,'Dispatch',2,2,'insert',NULL,'{"version":1,"customer_id":2,"document_id":2,"at":"2026-11-01T08:00:00+00:00","way":"saved","recipients":[{"name":"C","mail":""}],"place":"","sha256":"","by":""}','9218dcb4939a51fae79ae8dbc147ceb8ef542a6718e705624e8350eebca049a0',0);
INSERT INTO "journal_change" VALUES(98,2,95,'Picture',2,NULL,'insert',NULL,'{"version":1,"sha256":"B"}','6b9e8ba5c95719b4a037ad50044899a1006b396e7977db9c72e2b3fa55a1f0bf',0);
INSERT INTO "journal_change" VALUES(99,2,96,'MailTemplate',2,NULL,'insert',NULL,'{"version":1,"kind":"status","language":"zh_CN","subject":"s","body":"b"}','9cb43c1d4cbfbddc406213616ede0f2ebb30dd6bc0bfc56997db3000320450cf',0);
CREATE TABLE journal_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	actor TEXT NOT NULL, 
	command TEXT NOT NULL, 
	params JSON NOT NULL, 
	customer_id INTEGER, 
	origin VARCHAR(32) NOT NULL, 
	undoable BOOLEAN NOT NULL, 
	target_id INTEGER, 
	writer TEXT NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL
);
INSERT INTO "journal_entry" VALUES(1,'2026-11-20 12:00:00.000000',1,'Ann Example','workspace.create','{}',NULL,'command',0,NULL,'8691bdb349154fd28da4309355cb3e2c','0000000000000000000000000000000000000000000000000000000000000000','b15df7d52961c93e144e57b5ecdd321632f90562c99dbdbc29ff8624b166b9fa');
INSERT INTO "journal_entry" VALUES(2,'2026-11-20 12:00:00.000000',1,'Ann Example','world','{}',NULL,'command',1,NULL,'8691bdb349154fd28da4309355cb3e2c','b15df7d52961c93e144e57b5ecdd321632f90562c99dbdbc29ff8624b166b9fa','98f9f7882959aac75106ab5e5116de052fbab1e255f78c7ab807a420f6d6080b');
CREATE TABLE mail_template (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	language VARCHAR(32) NOT NULL, 
	subject TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT uq_mail_template_kind_language UNIQUE (kind, language)
);
INSERT INTO "mail_template" VALUES(1,1,'status','en','s','b');
INSERT INTO "mail_template" VALUES(2,1,'status','zh_CN','s','b');
CREATE TABLE manager_check (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	knows_business VARCHAR(32), 
	has_time VARCHAR(32), 
	judges_it VARCHAR(32), 
	checked_on DATE, 
	note TEXT NOT NULL, 
	CONSTRAINT fk_manager_check_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_manager_check_contact_id_contact FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT
);
INSERT INTO "manager_check" VALUES(1,1,1,1,NULL,'weak',NULL,NULL,'');
INSERT INTO "manager_check" VALUES(2,1,2,2,NULL,'weak',NULL,NULL,'');
CREATE TABLE meeting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	day DATE NOT NULL, 
	at TIME, 
	minutes INTEGER NOT NULL, 
	timezone TEXT NOT NULL, 
	place TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	no_next_reason TEXT NOT NULL, series_uid TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_meeting_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_meeting_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_meeting_uid UNIQUE (uid)
);
INSERT INTO "meeting" VALUES(1,1,'A',1,1,'progress','','planned','2026-11-20','09:30:00.000000',60,'','','','','');
INSERT INTO "meeting" VALUES(2,1,'B',2,2,'progress','','planned','2026-11-20','09:30:00.000000',60,'','','','','');
CREATE TABLE meeting_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	row_id INTEGER, 
	decision_id INTEGER, 
	risk_id INTEGER, 
	note_id INTEGER, 
	CONSTRAINT fk_meeting_entry_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_meeting_entry_row_id_plan_row FOREIGN KEY(row_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_meeting_entry_decision_id_decision FOREIGN KEY(decision_id) REFERENCES decision (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_meeting_entry_risk_id_risk FOREIGN KEY(risk_id) REFERENCES risk (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_meeting_entry_note_id_note FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE RESTRICT
);
INSERT INTO "meeting_entry" VALUES(1,1,1,0,NULL,1,NULL,NULL);
INSERT INTO "meeting_entry" VALUES(2,1,2,0,NULL,2,NULL,NULL);
CREATE TABLE meeting_series (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	start DATE NOT NULL, 
	at TIME, 
	minutes INTEGER NOT NULL, 
	timezone TEXT NOT NULL, 
	place TEXT NOT NULL, 
	ended_on DATE, 
	CONSTRAINT uq_meeting_series_uid UNIQUE (uid), 
	CONSTRAINT fk_meeting_series_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_meeting_series_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "meeting_series" VALUES(1,1,'A',1,1,'progress','','FREQ=WEEKLY','2026-11-20','09:00:00.000000',45,'','',NULL);
INSERT INTO "meeting_series" VALUES(2,1,'B',2,2,'progress','','FREQ=WEEKLY','2026-11-20','09:00:00.000000',45,'','',NULL);
CREATE TABLE note (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER, 
	contact_id INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	day DATE NOT NULL, 
	text TEXT NOT NULL, 
	visibility VARCHAR(32) NOT NULL, 
	CONSTRAINT fk_note_contact_id_contact FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_note_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_note_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "note" VALUES(1,1,1,1,1,'note','2026-11-20','n','internal');
INSERT INTO "note" VALUES(2,1,2,2,2,'note','2026-11-20','n','internal');
CREATE TABLE outcome (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER, 
	milestone_id INTEGER, 
	day DATE NOT NULL, 
	title TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	amount TEXT, 
	unit TEXT NOT NULL, 
	money_minor BIGINT, 
	currency TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	said_by TEXT NOT NULL, 
	may_quote BOOLEAN NOT NULL, 
	visibility VARCHAR(32) NOT NULL, 
	CONSTRAINT fk_outcome_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_outcome_milestone_id_plan_row FOREIGN KEY(milestone_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_outcome_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "outcome" VALUES(1,1,1,1,2,'2026-11-20','o','',NULL,'',NULL,'','','',0,'customer');
INSERT INTO "outcome" VALUES(2,1,2,2,5,'2026-11-20','o','',NULL,'',NULL,'','','',0,'customer');
CREATE TABLE picture (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT uq_picture_sha256 UNIQUE (sha256)
);
INSERT INTO "picture" VALUES(1,1,'A',X'70');
INSERT INTO "picture" VALUES(2,1,'B',X'70');
CREATE TABLE plan_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	position INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	number INTEGER, 
	title TEXT NOT NULL, 
	milestone_kind VARCHAR(32), 
	leads_to_id INTEGER, 
	side VARCHAR(32) NOT NULL, 
	owner_user_id INTEGER, 
	owner_contact_id INTEGER, 
	owner_name TEXT NOT NULL, 
	role_code TEXT NOT NULL, 
	visibility VARCHAR(32) NOT NULL, 
	priority VARCHAR(32) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	hold_reason TEXT NOT NULL, 
	resume_on DATE, 
	start DATE, 
	target DATE, 
	duration INTEGER NOT NULL, 
	calendar_days BOOLEAN NOT NULL, 
	hours TEXT, 
	"constraint" VARCHAR(32) NOT NULL, 
	constraint_on DATE, 
	deadline DATE, 
	pinned BOOLEAN NOT NULL, 
	actual_start DATE, 
	actual_finish DATE, 
	progress INTEGER NOT NULL, 
	blocked_by_hand TEXT NOT NULL, 
	blocked_since DATE, 
	asked_on DATE, 
	we_can_do BOOLEAN NOT NULL, 
	instructions TEXT NOT NULL, 
	customer_comment TEXT NOT NULL, 
	internal_note TEXT NOT NULL, 
	template_ref TEXT NOT NULL, opens_day BOOLEAN DEFAULT 0 NOT NULL, repeats TEXT DEFAULT '' NOT NULL, source_uid TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_plan_row_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_plan_row_leads_to_id_plan_row FOREIGN KEY(leads_to_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_plan_row_owner_contact_id_contact FOREIGN KEY(owner_contact_id) REFERENCES contact (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_plan_row_owner_user_id_app_user FOREIGN KEY(owner_user_id) REFERENCES app_user (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_plan_row_parent_id_plan_row FOREIGN KEY(parent_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_plan_row_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_plan_row_customer_id_number UNIQUE (customer_id, number), 
	CONSTRAINT uq_plan_row_uid UNIQUE (uid)
);
INSERT INTO "plan_row" VALUES(1,1,'uid-1-phase-0',1,1,NULL,0,'phase',NULL,'phase',NULL,NULL,'us',NULL,NULL,'','','customer','important','todo','',NULL,NULL,NULL,1,0,NULL,'asap',NULL,NULL,0,NULL,NULL,0,'',NULL,NULL,0,'','','','',0,'','');
INSERT INTO "plan_row" VALUES(2,1,'uid-1-live-1',1,1,1,0,'milestone',NULL,'live',NULL,NULL,'us',NULL,NULL,'','','customer','important','todo','',NULL,NULL,NULL,1,0,NULL,'asap',NULL,NULL,0,NULL,NULL,0,'',NULL,NULL,0,'','','','',0,'','');
INSERT INTO "plan_row" VALUES(3,1,'uid-1-item-2',1,1,1,0,'item',1,'item',NULL,2,'us',NULL,1,'','','customer','important','todo','',NULL,NULL,NULL,1,0,'1.50','asap',NULL,NULL,0,NULL,NULL,0,'',NULL,NULL,0,'','','','',0,'','');
INSERT INTO "plan_row" VALUES(4,1,'uid-2-phase-3',2,2,NULL,0,'phase',NULL,'phase',NULL,NULL,'us',NULL,NULL,'','','customer','important','todo','',NULL,NULL,NULL,1,0,NULL,'asap',NULL,NULL,0,NULL,NULL,0,'',NULL,NULL,0,'','','','',0,'','');
INSERT INTO "plan_row" VALUES(5,1,'uid-2-live-4',2,2,4,0,'milestone',NULL,'live',NULL,NULL,'us',NULL,NULL,'','','customer','important','todo','',NULL,NULL,NULL,1,0,NULL,'asap',NULL,NULL,0,NULL,NULL,0,'',NULL,NULL,0,'','','','',0,'','');
INSERT INTO "plan_row" VALUES(6,1,'uid-2-item-5',2,2,4,0,'item',1,'item',NULL,5,'us',NULL,2,'','','customer','important','todo','',NULL,NULL,NULL,1,0,'1.50','asap',NULL,NULL,0,NULL,NULL,0,'',NULL,NULL,0,'','','','',0,'','');
CREATE TABLE project (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	deal_id INTEGER, 
	status VARCHAR(32) NOT NULL, 
	hold_reason TEXT NOT NULL, 
	resume_on DATE, 
	start DATE NOT NULL, 
	calendar_id INTEGER, 
	template_code TEXT NOT NULL, 
	needs_acceptance BOOLEAN NOT NULL, 
	tolerance_green INTEGER NOT NULL, 
	tolerance_blocked INTEGER NOT NULL, 
	tolerance_red INTEGER NOT NULL, 
	rag_override VARCHAR(32), 
	rag_note TEXT NOT NULL, 
	rag_sentence TEXT NOT NULL, 
	rag_by TEXT NOT NULL, 
	rag_on DATE, 
	acceptance VARCHAR(32), 
	acceptance_on DATE, source_ref TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_project_calendar_id_calendar FOREIGN KEY(calendar_id) REFERENCES calendar (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_project_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_project_deal_id_deal FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_project_customer_id_code UNIQUE (customer_id, code), 
	CONSTRAINT uq_project_uid UNIQUE (uid)
);
INSERT INTO "project" VALUES(1,1,'A',1,'P','P',1,'open','',NULL,'2026-11-20',NULL,'',1,5,5,10,NULL,'','','',NULL,NULL,NULL,'');
INSERT INTO "project" VALUES(2,1,'B',2,'P','P',2,'open','',NULL,'2026-11-20',NULL,'',1,5,5,10,NULL,'','','',NULL,NULL,NULL,'');
CREATE TABLE project_hold (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	reason TEXT NOT NULL, 
	CONSTRAINT fk_project_hold_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "project_hold" VALUES(1,1,1,'2026-11-20',NULL,'h');
INSERT INTO "project_hold" VALUES(2,1,2,'2026-11-20',NULL,'h');
CREATE TABLE returned_content (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	file_id INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT fk_returned_content_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_returned_content_file_id_returned_file FOREIGN KEY(file_id) REFERENCES returned_file (id) ON DELETE RESTRICT
);
INSERT INTO "returned_content" VALUES(1,1,1,1,X'504B00FF');
INSERT INTO "returned_content" VALUES(2,1,2,2,X'504B00FF');
CREATE TABLE returned_file (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	export_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	file_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	received_at DATETIME NOT NULL, 
	CONSTRAINT fk_returned_file_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_returned_file_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_returned_file_export_id_export FOREIGN KEY(export_id) REFERENCES export (id) ON DELETE RESTRICT
);
INSERT INTO "returned_file" VALUES(1,1,1,1,1,1,'f','s',4,'2026-11-01 08:00:00.000000');
INSERT INTO "returned_file" VALUES(2,1,2,2,2,1,'f','s',4,'2026-11-01 08:00:00.000000');
CREATE TABLE risk (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER, 
	title TEXT NOT NULL, 
	probability INTEGER NOT NULL, 
	impact INTEGER NOT NULL, 
	side VARCHAR(32) NOT NULL, 
	owner TEXT NOT NULL, 
	response TEXT NOT NULL, 
	trigger_on DATE, 
	status VARCHAR(32) NOT NULL, 
	visibility VARCHAR(32) NOT NULL, 
	CONSTRAINT fk_risk_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_risk_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "risk" VALUES(1,1,1,1,'r',3,3,'us','','',NULL,'open','internal');
INSERT INTO "risk" VALUES(2,1,2,2,'r',3,3,'us','','',NULL,'open','internal');
CREATE TABLE series_member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	series_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	user_id INTEGER, 
	CONSTRAINT fk_series_member_series_id_meeting_series FOREIGN KEY(series_id) REFERENCES meeting_series (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_series_member_contact_id_contact FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_series_member_user_id_app_user FOREIGN KEY(user_id) REFERENCES app_user (id) ON DELETE RESTRICT
);
INSERT INTO "series_member" VALUES(1,1,1,1,NULL);
INSERT INTO "series_member" VALUES(2,1,2,2,NULL);
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT uq_setting_key UNIQUE ("key")
);
INSERT INTO "setting" VALUES(1,1,'k','[1]');
CREATE TABLE slip_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	milestone_id INTEGER NOT NULL, 
	row_id INTEGER, 
	day DATE NOT NULL, 
	days INTEGER NOT NULL, 
	cause VARCHAR(32) NOT NULL, 
	text TEXT NOT NULL, 
	visibility VARCHAR(32) NOT NULL, 
	CONSTRAINT fk_slip_entry_milestone_id_plan_row FOREIGN KEY(milestone_id) REFERENCES plan_row (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_slip_entry_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_slip_entry_row_id_plan_row FOREIGN KEY(row_id) REFERENCES plan_row (id) ON DELETE RESTRICT
);
INSERT INTO "slip_entry" VALUES(1,1,1,2,3,'2026-11-20',2,'us','','customer');
INSERT INTO "slip_entry" VALUES(2,1,2,5,6,'2026-11-20',2,'us','','customer');
CREATE TABLE story_consent (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	given_by TEXT NOT NULL, 
	given_on DATE NOT NULL, 
	covers TEXT NOT NULL, 
	withdrawn_on DATE, 
	CONSTRAINT fk_story_consent_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT
);
INSERT INTO "story_consent" VALUES(1,1,1,'C','2026-11-20','',NULL);
INSERT INTO "story_consent" VALUES(2,1,2,'C','2026-11-20','',NULL);
CREATE TABLE success_confirmation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	confirmed_by TEXT NOT NULL, 
	meeting_id INTEGER, 
	text TEXT NOT NULL, 
	CONSTRAINT fk_success_confirmation_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_success_confirmation_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
INSERT INTO "success_confirmation" VALUES(1,1,1,'2026-11-20','C',1,'t');
INSERT INTO "success_confirmation" VALUES(2,1,2,'2026-11-20','C',2,'t');
CREATE TABLE support_request (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	asked_by TEXT NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	area TEXT NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	feeling VARCHAR(32) NOT NULL, 
	received_at DATETIME NOT NULL, 
	first_response_at DATETIME, 
	owner_user_id INTEGER, 
	status VARCHAR(32) NOT NULL, 
	answer TEXT NOT NULL, 
	solved_on DATE, 
	confirmed_by TEXT NOT NULL, 
	CONSTRAINT fk_support_request_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_support_request_contact_id_contact FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_support_request_owner_user_id_app_user FOREIGN KEY(owner_user_id) REFERENCES app_user (id) ON DELETE RESTRICT
);
INSERT INTO "support_request" VALUES(1,1,1,1,'','mail','question','','q','','calm','2026-11-01 08:00:00.000000',NULL,1,'new','',NULL,'');
INSERT INTO "support_request" VALUES(2,1,2,2,'','mail','question','','q','','calm','2026-11-01 08:00:00.000000',NULL,1,'new','',NULL,'');
CREATE TABLE template (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT uq_template_code UNIQUE (code)
);
INSERT INTO "template" VALUES(1,1,'t','T','x');
CREATE TABLE tracker_return (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	export_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	file_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	saved_by TEXT NOT NULL, 
	saved_on DATE, 
	received_at DATETIME NOT NULL, 
	undecided INTEGER NOT NULL, 
	content JSON NOT NULL, 
	CONSTRAINT fk_tracker_return_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_tracker_return_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_tracker_return_export_id_export FOREIGN KEY(export_id) REFERENCES export (id) ON DELETE RESTRICT
);
INSERT INTO "tracker_return" VALUES(1,1,1,1,1,1,'f','s','',NULL,'2026-11-01 08:00:00.000000',0,'{"rows":[]}');
INSERT INTO "tracker_return" VALUES(2,1,2,2,2,1,'f','s','',NULL,'2026-11-01 08:00:00.000000',0,'{"rows":[]}');
CREATE TABLE workspace (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	company TEXT NOT NULL, 
	company_names JSON NOT NULL, 
	logo BLOB, 
	support_mail TEXT NOT NULL, 
	support_phone TEXT NOT NULL, 
	language VARCHAR(32) NOT NULL, 
	country TEXT NOT NULL, 
	region TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	timezone TEXT NOT NULL, 
	stage VARCHAR(32) NOT NULL, 
	start_date DATE, 
	golden_days INTEGER NOT NULL, 
	created_at DATETIME NOT NULL
);
INSERT INTO "workspace" VALUES(1,1,'workspace-1','Example Soft','{}',NULL,'','','en','US','','USD','UTC','basic',NULL,90,'2026-01-05 08:00:00.000000');
CREATE INDEX ix_import_mapping_fingerprint ON import_mapping (fingerprint);
CREATE INDEX ix_journal_entry_actor_id ON journal_entry (actor_id);
CREATE INDEX ix_journal_entry_target_id ON journal_entry (target_id);
CREATE INDEX ix_customer_calendar_id ON customer (calendar_id);
CREATE INDEX ix_customer_match_key ON customer (match_key);
CREATE INDEX ix_customer_owner_id ON customer (owner_id);
CREATE INDEX ix_day_off_calendar_id ON day_off (calendar_id);
CREATE INDEX ix_journal_change_customer_id ON journal_change (customer_id);
CREATE INDEX ix_journal_change_entry_id ON journal_change (entry_id);
CREATE INDEX ix_contact_customer_id ON contact (customer_id);
CREATE INDEX ix_deal_customer_id ON deal (customer_id);
CREATE INDEX ix_deal_external_id ON deal (external_id);
CREATE INDEX ix_goal_customer_id ON goal (customer_id);
CREATE INDEX ix_contract_customer_id ON contract (customer_id);
CREATE INDEX ix_contract_deal_id ON contract (deal_id);
CREATE INDEX ix_goal_value_goal_id ON goal_value (goal_id);
CREATE INDEX ix_project_calendar_id ON project (calendar_id);
CREATE INDEX ix_project_customer_id ON project (customer_id);
CREATE INDEX ix_project_deal_id ON project (deal_id);
CREATE INDEX ix_baseline_project_id ON baseline (project_id);
CREATE INDEX ix_decision_customer_id ON decision (customer_id);
CREATE INDEX ix_decision_project_id ON decision (project_id);
CREATE INDEX ix_document_log_customer_id ON document_log (customer_id);
CREATE INDEX ix_document_log_project_id ON document_log (project_id);
CREATE INDEX ix_export_customer_id ON export (customer_id);
CREATE INDEX ix_export_project_id ON export (project_id);
CREATE INDEX ix_meeting_customer_id ON meeting (customer_id);
CREATE INDEX ix_meeting_project_id ON meeting (project_id);
CREATE INDEX ix_note_contact_id ON note (contact_id);
CREATE INDEX ix_note_customer_id ON note (customer_id);
CREATE INDEX ix_note_project_id ON note (project_id);
CREATE INDEX ix_plan_row_customer_id ON plan_row (customer_id);
CREATE INDEX ix_plan_row_leads_to_id ON plan_row (leads_to_id);
CREATE INDEX ix_plan_row_owner_contact_id ON plan_row (owner_contact_id);
CREATE INDEX ix_plan_row_owner_user_id ON plan_row (owner_user_id);
CREATE INDEX ix_plan_row_parent_id ON plan_row (parent_id);
CREATE INDEX ix_plan_row_project_id ON plan_row (project_id);
CREATE INDEX ix_risk_customer_id ON risk (customer_id);
CREATE INDEX ix_risk_project_id ON risk (project_id);
CREATE INDEX ix_attendance_contact_id ON attendance (contact_id);
CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id);
CREATE INDEX ix_attendance_user_id ON attendance (user_id);
CREATE INDEX ix_baseline_row_baseline_id ON baseline_row (baseline_id);
CREATE INDEX ix_baseline_row_row_id ON baseline_row (row_id);
CREATE INDEX ix_dependency_predecessor_id ON dependency (predecessor_id);
CREATE INDEX ix_dependency_project_id ON dependency (project_id);
CREATE INDEX ix_dependency_successor_id ON dependency (successor_id);
CREATE INDEX ix_outcome_customer_id ON outcome (customer_id);
CREATE INDEX ix_outcome_milestone_id ON outcome (milestone_id);
CREATE INDEX ix_outcome_project_id ON outcome (project_id);
CREATE INDEX ix_slip_entry_milestone_id ON slip_entry (milestone_id);
CREATE INDEX ix_slip_entry_project_id ON slip_entry (project_id);
CREATE INDEX ix_slip_entry_row_id ON slip_entry (row_id);
CREATE INDEX ix_success_confirmation_customer_id ON success_confirmation (customer_id);
CREATE INDEX ix_success_confirmation_meeting_id ON success_confirmation (meeting_id);
CREATE TRIGGER journal_entry_update BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_entry_delete BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_change_delete BEFORE DELETE ON journal_change BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_change_update BEFORE UPDATE ON journal_change WHEN NOT NEW.purged OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.entry_id IS NOT OLD.entry_id OR NEW.position IS NOT OLD.position OR NEW.entity IS NOT OLD.entity OR NEW.row_id IS NOT OLD.row_id OR NEW.customer_id IS NOT OLD.customer_id OR NEW.action IS NOT OLD.action OR NEW.payload_hash IS NOT OLD.payload_hash BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE INDEX ix_project_hold_project_id ON project_hold (project_id);
CREATE INDEX ix_tracker_return_customer_id ON tracker_return (customer_id);
CREATE INDEX ix_tracker_return_project_id ON tracker_return (project_id);
CREATE INDEX ix_tracker_return_export_id ON tracker_return (export_id);
CREATE INDEX ix_customer_word_customer_id ON customer_word (customer_id);
CREATE INDEX ix_meeting_entry_meeting_id ON meeting_entry (meeting_id);
CREATE INDEX ix_meeting_entry_row_id ON meeting_entry (row_id);
CREATE INDEX ix_meeting_entry_decision_id ON meeting_entry (decision_id);
CREATE INDEX ix_meeting_entry_risk_id ON meeting_entry (risk_id);
CREATE INDEX ix_meeting_entry_note_id ON meeting_entry (note_id);
CREATE INDEX ix_deliverable_project_id ON deliverable (project_id);
CREATE INDEX ix_criterion_project_id ON criterion (project_id);
CREATE INDEX ix_criterion_deliverable_id ON criterion (deliverable_id);
CREATE INDEX ix_defect_project_id ON defect (project_id);
CREATE INDEX ix_defect_criterion_id ON defect (criterion_id);
CREATE INDEX ix_certificate_customer_id ON certificate (customer_id);
CREATE INDEX ix_certificate_contact_id ON certificate (contact_id);
CREATE INDEX ix_story_consent_customer_id ON story_consent (customer_id);
CREATE INDEX ix_support_request_customer_id ON support_request (customer_id);
CREATE INDEX ix_support_request_contact_id ON support_request (contact_id);
CREATE INDEX ix_support_request_owner_user_id ON support_request (owner_user_id);
CREATE INDEX ix_dispatch_customer_id ON dispatch (customer_id);
CREATE INDEX ix_dispatch_document_id ON dispatch (document_id);
CREATE INDEX ix_returned_file_customer_id ON returned_file (customer_id);
CREATE INDEX ix_returned_file_project_id ON returned_file (project_id);
CREATE INDEX ix_returned_file_export_id ON returned_file (export_id);
CREATE INDEX ix_returned_content_customer_id ON returned_content (customer_id);
CREATE INDEX ix_returned_content_file_id ON returned_content (file_id);
CREATE INDEX ix_meeting_series_uid ON meeting (series_uid);
CREATE INDEX ix_handover_customer_id ON handover (customer_id);
CREATE INDEX ix_handover_sales_user_id ON handover (sales_user_id);
CREATE INDEX ix_handover_point_customer_id ON handover_point (customer_id);
CREATE INDEX ix_manager_check_project_id ON manager_check (project_id);
CREATE INDEX ix_manager_check_contact_id ON manager_check (contact_id);
CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id);
CREATE INDEX ix_meeting_series_customer_id ON meeting_series (customer_id);
CREATE INDEX ix_meeting_series_project_id ON meeting_series (project_id);
CREATE INDEX ix_series_member_series_id ON series_member (series_id);
CREATE INDEX ix_series_member_contact_id ON series_member (contact_id);
CREATE INDEX ix_series_member_user_id ON series_member (user_id);
CREATE INDEX ix_invitation_customer_id ON invitation (customer_id);
CREATE INDEX ix_invitation_uid ON invitation (uid);
CREATE INDEX ix_goal_confirmation_goal_id ON goal_confirmation (goal_id);
CREATE INDEX ix_goal_confirmation_meeting_id ON goal_confirmation (meeting_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('workspace',1);
INSERT INTO "sqlite_sequence" VALUES('app_user',1);
INSERT INTO "sqlite_sequence" VALUES('journal_entry',2);
INSERT INTO "sqlite_sequence" VALUES('journal_change',99);
INSERT INTO "sqlite_sequence" VALUES('calendar',1);
INSERT INTO "sqlite_sequence" VALUES('day_off',1);
INSERT INTO "sqlite_sequence" VALUES('template',1);
INSERT INTO "sqlite_sequence" VALUES('import_mapping',1);
INSERT INTO "sqlite_sequence" VALUES('setting',1);
INSERT INTO "sqlite_sequence" VALUES('customer',2);
INSERT INTO "sqlite_sequence" VALUES('contact',2);
INSERT INTO "sqlite_sequence" VALUES('deal',2);
INSERT INTO "sqlite_sequence" VALUES('contract',2);
INSERT INTO "sqlite_sequence" VALUES('project',2);
INSERT INTO "sqlite_sequence" VALUES('project_hold',2);
INSERT INTO "sqlite_sequence" VALUES('plan_row',6);
INSERT INTO "sqlite_sequence" VALUES('dependency',2);
INSERT INTO "sqlite_sequence" VALUES('baseline',2);
INSERT INTO "sqlite_sequence" VALUES('baseline_row',2);
INSERT INTO "sqlite_sequence" VALUES('slip_entry',2);
INSERT INTO "sqlite_sequence" VALUES('meeting',2);
INSERT INTO "sqlite_sequence" VALUES('attendance',2);
INSERT INTO "sqlite_sequence" VALUES('note',2);
INSERT INTO "sqlite_sequence" VALUES('goal',2);
INSERT INTO "sqlite_sequence" VALUES('goal_value',2);
INSERT INTO "sqlite_sequence" VALUES('goal_confirmation',2);
INSERT INTO "sqlite_sequence" VALUES('success_confirmation',2);
INSERT INTO "sqlite_sequence" VALUES('outcome',2);
INSERT INTO "sqlite_sequence" VALUES('risk',2);
INSERT INTO "sqlite_sequence" VALUES('decision',2);
INSERT INTO "sqlite_sequence" VALUES('meeting_entry',2);
INSERT INTO "sqlite_sequence" VALUES('export',2);
INSERT INTO "sqlite_sequence" VALUES('tracker_return',2);
INSERT INTO "sqlite_sequence" VALUES('returned_file',2);
INSERT INTO "sqlite_sequence" VALUES('returned_content',2);
INSERT INTO "sqlite_sequence" VALUES('customer_word',2);
INSERT INTO "sqlite_sequence" VALUES('document_log',2);
INSERT INTO "sqlite_sequence" VALUES('deliverable',2);
INSERT INTO "sqlite_sequence" VALUES('criterion',2);
INSERT INTO "sqlite_sequence" VALUES('defect',2);
INSERT INTO "sqlite_sequence" VALUES('certificate',2);
INSERT INTO "sqlite_sequence" VALUES('handover',2);
INSERT INTO "sqlite_sequence" VALUES('handover_point',2);
INSERT INTO "sqlite_sequence" VALUES('manager_check',2);
INSERT INTO "sqlite_sequence" VALUES('agenda_item',2);
INSERT INTO "sqlite_sequence" VALUES('meeting_series',2);
INSERT INTO "sqlite_sequence" VALUES('series_member',2);
INSERT INTO "sqlite_sequence" VALUES('invitation',2);
INSERT INTO "sqlite_sequence" VALUES('story_consent',2);
INSERT INTO "sqlite_sequence" VALUES('support_request',2);
INSERT INTO "sqlite_sequence" VALUES('dispatch',2);
INSERT INTO "sqlite_sequence" VALUES('picture',2);
INSERT INTO "sqlite_sequence" VALUES('mail_template',2);
COMMIT;
