using Payments.Domain.Callbacks;

namespace Payments.Http.Console.Texts;

/// <summary>Callbacks of all orders, and webhook endpoints.</summary>
public sealed record DeliveryTexts
{
    public required string FailingTitle { get; init; }
    public required string NoneFailing { get; init; }
    public required string All { get; init; }
    public required string FailingOnly { get; init; }
    public required string Host { get; init; }
    public required string Waiting { get; init; }
    public required string Tells { get; init; }
    public required string State { get; init; }
    public required string Last { get; init; }
    public required string Attempts { get; init; }
    public required string Sent { get; init; }
    public required string Address { get; init; }
    public required string Next { get; init; }
    public required string Order { get; init; }
    public required string Replay { get; init; }
    public required string ReplayText { get; init; }
    public required string Scratch { get; init; }
    public required string Make { get; init; }
    public required string Endpoints { get; init; }
    public required string EndpointsText { get; init; }
    public required string Off { get; init; }
    public required string Failing { get; init; }
    public required string Hears { get; init; }
    public required string Since { get; init; }
    public required string WithSuperseded { get; init; }
    public required string Count { get; init; }

    /// <summary><c>{0}</c> callbacks would be sent.</summary>
    public required string Counted { get; init; }

    public required string Recover { get; init; }
    public required string Refresh { get; init; }
    public required string Stop { get; init; }

    /// <summary><c>{0}</c> of <c>{1}</c> were sent.</summary>
    public required string Progress { get; init; }

    /// <summary>How a recovery stands.</summary>
    public required IReadOnlyDictionary<RecoveryStatus, string> Recoveries { get; init; }

    public static readonly DeliveryTexts English = new()
    {
        FailingTitle = "Not heard, by host",
        NoneFailing = "Every shop hears its callbacks.",
        All = "All",
        FailingOnly = "Not heard",
        Host = "Host",
        Waiting = "Callbacks not heard",
        Tells = "Tells of",
        State = "State",
        Last = "Last attempt",
        Attempts = "Attempts",
        Sent = "What is sent",
        Address = "Address",
        Next = "Next attempt",
        Order = "Open the order",
        Replay = "Replay it elsewhere",
        ReplayText = "Sends exactly what was sent last, with the signature of that time, to an address of your choice. Run it in a shell " +
            "to see what your program makes of it; the gateway does not hear of it.",
        Scratch = "Scratch address",
        Make = "Make the command",
        Endpoints = "Webhook endpoints",
        EndpointsText = "Addresses that are told of chosen events. A recovery sends again what an endpoint has not heard since a time, " +
            "oldest first.",
        Off = "Off",
        Failing = "Fails",
        Hears = "Hears",
        Since = "Not heard since (UTC)",
        WithSuperseded = "Also what a newer callback has overtaken",
        Count = "Count first",
        Counted = "{0} callbacks would be sent.",
        Recover = "Send again",
        Refresh = "Refresh",
        Stop = "Stop",
        Progress = "{0} of {1} sent",
        Recoveries = new Dictionary<RecoveryStatus, string>
        {
            [RecoveryStatus.Running] = "Recovery under way since",
            [RecoveryStatus.Done] = "Last recovery, done, begun",
            [RecoveryStatus.Stopped] = "Last recovery, stopped by hand, begun",
            [RecoveryStatus.EndpointOff] = "Last recovery, ended as the endpoint went off, begun",
        },
    };

    public static readonly DeliveryTexts Chinese = new()
    {
        FailingTitle = "未送达（按主机）",
        NoneFailing = "所有店铺均能收到回调。",
        All = "全部回调",
        FailingOnly = "仅未送达",
        Host = "主机",
        Waiting = "未送达的回调",
        Tells = "内容",
        State = "状态",
        Last = "最近一次尝试",
        Attempts = "发送记录",
        Sent = "发送内容",
        Address = "地址",
        Next = "下次尝试",
        Order = "打开订单",
        Replay = "重放到其他地址",
        ReplayText = "以当时的签名，将最近一次发送的内容原样发送到您指定的地址。在命令行运行即可查看您的程序如何处理；网关不会记录此次重放。",
        Scratch = "测试地址",
        Make = "生成命令",
        Endpoints = "Webhook 端点",
        EndpointsText = "接收所选事件的地址。补发会把某一时间之后端点未收到的内容按时间顺序重新发送。",
        Off = "已停用",
        Failing = "失败中",
        Hears = "正常",
        Since = "补发自（UTC）",
        WithSuperseded = "包括已被更新回调取代的内容",
        Count = "先统计数量",
        Counted = "将发送 {0} 条回调。",
        Recover = "开始补发",
        Refresh = "刷新",
        Stop = "停止",
        Progress = "已发送 {0} / {1}",
        Recoveries = new Dictionary<RecoveryStatus, string>
        {
            [RecoveryStatus.Running] = "补发进行中，开始于",
            [RecoveryStatus.Done] = "上次补发已完成，开始于",
            [RecoveryStatus.Stopped] = "上次补发已手动停止，开始于",
            [RecoveryStatus.EndpointOff] = "上次补发因端点停用而结束，开始于",
        },
    };
}
