"""Maps record classes to tables. `model_of(record class)` is the one place that knows both."""

from csdesk.data.orm.base import Row
from csdesk.data.orm.customers import (
    ContactTable,
    ContractTable,
    CustomerTable,
    DealTable,
    DecisionTable,
    GoalTable,
    GoalValueTable,
    NoteTable,
    OutcomeTable,
    RiskTable,
    SuccessConfirmationTable,
)
from csdesk.data.orm.delivery import (
    CertificateTable,
    CriterionTable,
    DefectTable,
    DeliverableTable,
    DispatchTable,
    MailTemplateTable,
    MeetingEntryTable,
    PictureTable,
    StoryConsentTable,
    SupportRequestTable,
)
from csdesk.data.orm.documents import DocumentLogTable, ExportTable
from csdesk.data.orm.plans import (
    AttendanceTable,
    BaselineRowTable,
    BaselineTable,
    DependencyTable,
    MeetingTable,
    PlanRowTable,
    ProjectHoldTable,
    ProjectTable,
    SlipEntryTable,
)
from csdesk.data.orm.returns import (
    CustomerWordTable,
    ReturnedContentTable,
    ReturnedFileTable,
    TrackerReturnTable,
)
from csdesk.data.orm.workspace import (
    CalendarTable,
    DayOffTable,
    ImportMappingTable,
    SettingTable,
    TemplateTable,
    UserTable,
    WorkspaceTable,
)
from csdesk.domain import records, records_delivery

MODELS: dict[type[records.Record], type[Row]] = {
    records.Workspace: WorkspaceTable,
    records.User: UserTable,
    records.Calendar: CalendarTable,
    records.DayOff: DayOffTable,
    records.Template: TemplateTable,
    records.ImportMapping: ImportMappingTable,
    records.Setting: SettingTable,
    records.Customer: CustomerTable,
    records.Contact: ContactTable,
    records.Deal: DealTable,
    records.Contract: ContractTable,
    records.Note: NoteTable,
    records.Goal: GoalTable,
    records.GoalValue: GoalValueTable,
    records.SuccessConfirmation: SuccessConfirmationTable,
    records.Outcome: OutcomeTable,
    records.Risk: RiskTable,
    records.Decision: DecisionTable,
    records.Project: ProjectTable,
    records.ProjectHold: ProjectHoldTable,
    records.PlanRow: PlanRowTable,
    records.Dependency: DependencyTable,
    records.Baseline: BaselineTable,
    records.BaselineRow: BaselineRowTable,
    records.SlipEntry: SlipEntryTable,
    records.Meeting: MeetingTable,
    records.Attendance: AttendanceTable,
    records.Export: ExportTable,
    records.DocumentLog: DocumentLogTable,
    records.TrackerReturn: TrackerReturnTable,
    records.ReturnedFile: ReturnedFileTable,
    records.ReturnedContent: ReturnedContentTable,
    records.CustomerWord: CustomerWordTable,
    records_delivery.MeetingEntry: MeetingEntryTable,
    records_delivery.Deliverable: DeliverableTable,
    records_delivery.Criterion: CriterionTable,
    records_delivery.Defect: DefectTable,
    records_delivery.Certificate: CertificateTable,
    records_delivery.StoryConsent: StoryConsentTable,
    records_delivery.SupportRequest: SupportRequestTable,
    records_delivery.MailTemplate: MailTemplateTable,
    records_delivery.Dispatch: DispatchTable,
    records_delivery.Picture: PictureTable,
}
RECORDS: dict[type[Row], type[records.Record]] = {model: kind for kind, model in MODELS.items()}
BY_NAME: dict[str, type[records.Record]] = {kind.__name__: kind for kind in MODELS}
