from django.db.models import TextChoices


class ColumnType(TextChoices):
    """The values of `<meta name="ColumnType">` (国办发〔2017〕47号, 网页标签规范)."""

    HOME = "home", "首页"
    OVERVIEW = "overview", "概况信息"
    FUNCTIONS = "functions", "机构职能"
    LEADERS = "leaders", "负责人信息"
    NEWS = "news", "工作动态"
    POLICY = "policy", "政策文件"
    DISCLOSURE_GUIDE = "disclosure_guide", "信息公开指南"
    DISCLOSURE_CATALOGUE = "disclosure_catalogue", "信息公开目录"
    DISCLOSURE_REPORT = "disclosure_report", "信息公开年报"
    DISCLOSURE_REQUEST = "disclosure_request", "依申请公开"
    DATA_RELEASE = "data_release", "数据发布"
    OPEN_DATA = "open_data", "数据开放"
    INTERPRETATION = "interpretation", "政策解读"
    RESPONSE = "response", "回应关切"
    SERVICE = "service", "办事服务"
    COMPLAINT = "complaint", "咨询投诉"
    CONSULTATION = "consultation", "征集调查"
    INTERVIEW = "interview", "在线访谈"


class Freshness(TextChoices):
    REALTIME = "realtime", "动态类"
    PERIODIC = "periodic", "定期类"
    INTERACTIVE = "interactive", "互动类"
    STATIC = "static", "静态类"


class HomeBlock(TextChoices):
    """Which block of the home page shows the column."""

    NONE = "", "不上首页"
    MAIN = "main", "要闻(左侧大列表)"
    SIDE = "side", "公告(右侧列表)"
    SERVICES = "services", "办事服务(按下级栏目列出)"
    POLICY = "policy", "政策文件与解读"
    ROW = "row", "三列小列表"
