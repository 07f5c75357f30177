"""Chinese lines break between words: Qt alone would break between any two Han characters."""

import re
from functools import lru_cache

JOINER, FIRM_SPACE = "\u2060", "\u00a0"

# What our sentences and plans are made of, in both scripts; a longer word goes before its part.
_WORDS = """
个工作日 個工作日 工作日 行动项 行動項目 里程碑 启动会 啟動會議 进度会 進度會議 负责人 負責人
联系人 聯絡人 客户方 客戶方 第三方 黄金周期 黃金週期 首个成果 首個成果 年度收入 年度營收
业务评审 業務回顧 验收单 驗收單 签约 簽約 客户 客戶 会议 會議 启动 啟動 进度 進度 完成 上线 上線
验收 驗收 逾期 推迟 延后 延後 提前 延期 基线 基線 基准 基準 计划 計畫 培训 訓練 数据 資料 导入
匯入 导出 匯出 员工 員工 门店 門市 排班 系统 系統 配置 设定 設定 设置 測試 测试 试点 試點 范围
範圍 确认 確認 沟通 溝通 发布 發布 经理 經理 项目 專案 成果 价值 價值 周期 週期 余量 餘量 今天
明天 昨天 阶段 階段 状态 狀態 原因 等待 阻塞 受阻 安排 没有 沒有 尚未 还没 還沒 召开 召開 记录
記錄 我方 合同 合約 续约 續約 提醒 暂停 暫停 恢复 恢復 取消 关闭 關閉 结束 結束 已经 已經 开始
開始 超出 超过 超過 之前 之后 之後 以前 以后 以後 工作 问题 問題 风险 風險 决定 決定 目标 目標
清单 清單 名单 名單 文件 资料 報告 报告 餐饮 餐飲 集团 集團 公司 酒店 旅店 面馆 麵館 餐厅 餐廳
总部 總部 区域 區域 主管 财务 財務 人事 店长 店長 规则 規則 流程 考勤 工时 工時 加班 报表 報表
模板 範本 账号 帳號 权限 權限 登录 登入 接口 介面 同步 上传 上傳 审批 審批 检查 檢查 准备 準備
交接 移交 支持 支援 反馈 回饋 评审 回顧 收集 整理 讨论 討論 梳理 方案 需求 培养 使用 用户 管理
管理员 管理員 任务 任務 预算 預算 表单 表單 字段 欄位 关系 關係 交付物 约定 約定 查看 承诺 承諾
清楚 时程 時程 后续 後續 寄出 估算 对照 對照 欢迎信 歡迎信 业务 業務 季度 部门 部門 电话 電話
邮件 郵件 日期 时间 時間 小时 小時 通知 更新 版本 试用 試用 指标 指標 效果 结果 結果 运营 營運
安装 安裝 设备 設備 硬件 硬體 软件 軟體
"""
_HAN = "\u3400-\u9fff"
_KNOWN = re.compile("|".join(sorted(set(_WORDS.split()), key=len, reverse=True)))
_FIGURE = re.compile(rf"(?<=\d) (?=[{_HAN}])|(?<=[第晚超还還剩已早]) (?=\d)")
_FIND_HAN = re.compile(f"[{_HAN}]")


@lru_cache(maxsize=2048)
def keep_words(text: str) -> str:
    """Return a text that a layout breaks neither inside a known word nor before a number's unit."""
    if not _FIND_HAN.search(text):
        return text
    joined = _KNOWN.sub(lambda found: JOINER.join(found.group()), text)
    return _FIGURE.sub(FIRM_SPACE, joined)


def plain_text(kept: str) -> str:
    """Return the text as it was before `keep_words`."""
    return kept.replace(JOINER, "").replace(FIRM_SPACE, " ")
