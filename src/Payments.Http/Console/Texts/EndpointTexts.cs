namespace Payments.Http.Console.Texts;

/// <summary>How webhook endpoints are added and changed.</summary>
public sealed record EndpointTexts
{
    public required string Add { get; init; }
    public required string Url { get; init; }
    public required string Events { get; init; }
    public required string Change { get; init; }
    public required string Save { get; init; }
    public required string SwitchOff { get; init; }
    public required string SwitchOn { get; init; }
    public required string Remove { get; init; }
    public required string RemoveText { get; init; }
    public required string Rotate { get; init; }
    public required string RotateText { get; init; }

    /// <summary>The secret of the endpoint <c>{0}</c>.</summary>
    public required string SecretOf { get; init; }

    public required string Test { get; init; }
    public required string TestText { get; init; }
    public required string Event { get; init; }
    public required string Taken { get; init; }
    public required string NotTaken { get; init; }
    public required string Waits { get; init; }

    /// <summary>That it is told from <c>{0}</c> on.</summary>
    public required string WaitsUntil { get; init; }

    /// <summary>That the address changes to <c>{0}</c> at <c>{1}</c>.</summary>
    public required string MovesAt { get; init; }

    /// <summary>That the endpoint <c>{0}</c> was added or changed lately.</summary>
    public required string Lately { get; init; }

    public static readonly EndpointTexts English = new()
    {
        Add = "Add an endpoint",
        Url = "Address",
        Events = "Told of",
        Change = "Change",
        Save = "Save",
        SwitchOff = "Switch off",
        SwitchOn = "Switch on again",
        Remove = "Remove",
        RemoveText = "What an endpoint misses while it is off is kept for 30 days. What waits for one that is removed is not " +
            "sent any more.",
        Rotate = "Replace the secret",
        RotateText = "For the time that you choose, each webhook is signed with both secrets.",
        SecretOf = "The secret of {0}",
        Test = "Send a test",
        TestText = "A signed webhook that says it is a test. It names no payment.",
        Event = "Event",
        Taken = "The endpoint answered with success.",
        NotTaken = "The endpoint did not take it.",
        Waits = "Waits",
        WaitsUntil = "It is told of what happens from {0} UTC on. Until then you can remove it.",
        MovesAt = "From {1} UTC on the address is {0}. Until then saving the present address stops that.",
        Lately = "webhook endpoint {0} was added or changed lately: was it you?",
    };

    public static readonly EndpointTexts Chinese = new()
    {
        Add = "添加端点",
        Url = "地址",
        Events = "通知事件",
        Change = "更改",
        Save = "保存",
        SwitchOff = "停用",
        SwitchOn = "重新启用",
        Remove = "移除",
        RemoveText = "停用期间的通知保留 30 天。移除后，尚未发送的通知不再发送。",
        Rotate = "更换密钥",
        RotateText = "在所选时间内，每条通知同时带新旧两种签名。",
        SecretOf = "{0} 的密钥",
        Test = "发送测试",
        TestText = "发送一条带签名的测试通知，不含任何付款信息。",
        Event = "事件",
        Taken = "端点已成功应答。",
        NotTaken = "端点未接受。",
        Waits = "等待生效",
        WaitsUntil = "自 {0}（UTC）起接收通知，在此之前可以移除。",
        MovesAt = "自 {1}（UTC）起地址改为 {0}。在此之前保存当前地址即可取消更改。",
        Lately = "Webhook 端点 {0} 为近期添加或更改，请确认是否为您本人操作",
    };
}
