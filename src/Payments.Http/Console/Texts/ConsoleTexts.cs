namespace Payments.Http.Console.Texts;

/// <summary>
/// What the console says, in one language: a record for each part of it, whose members are required, so that a text that is missing does
/// not compile. <c>{0}</c> … stand for values.
/// </summary>
public sealed record ConsoleTexts
{
    /// <summary>English.</summary>
    public static readonly ConsoleTexts English = new()
    {
        Lang = "en",
        Code = "en",
        Other = ("zh", "中文"),
        Shell = ShellTexts.English,
        Access = AccessTexts.English,
        Account = AccountTexts.English,
        Orders = OrderTexts.English,
        People = PeopleTexts.English,
        Shop = ShopTexts.English,
        Keys = KeyTexts.English,
        Deliveries = DeliveryTexts.English,
        Endpoints = EndpointTexts.English,
        Checks = CheckTexts.English,
        Audit = AuditTexts.English,
        Unmatched = UnmatchedTexts.English,
        Refunds = RefundTexts.English,
        Payouts = PayoutTexts.English,
        Reconciliation = ReconciliationTexts.English,
        Risk = RiskTexts.English,
        Users = UserTexts.English,
        Links = LinkTexts.English,
        Charts = ChartTexts.English,
        Wallets = WalletTexts.English,
        Operators = OperatorTexts.English,
        Providers = ProviderTexts.English,
        Notify = NotifyTexts.English,
        Settings = SettingsTexts.English,
    };

    /// <summary>Chinese.</summary>
    public static readonly ConsoleTexts Chinese = new()
    {
        Lang = "zh-CN",
        Code = "zh",
        Other = ("en", "English"),
        Shell = ShellTexts.Chinese,
        Access = AccessTexts.Chinese,
        Account = AccountTexts.Chinese,
        Orders = OrderTexts.Chinese,
        People = PeopleTexts.Chinese,
        Shop = ShopTexts.Chinese,
        Keys = KeyTexts.Chinese,
        Deliveries = DeliveryTexts.Chinese,
        Endpoints = EndpointTexts.Chinese,
        Checks = CheckTexts.Chinese,
        Audit = AuditTexts.Chinese,
        Unmatched = UnmatchedTexts.Chinese,
        Refunds = RefundTexts.Chinese,
        Payouts = PayoutTexts.Chinese,
        Reconciliation = ReconciliationTexts.Chinese,
        Risk = RiskTexts.Chinese,
        Users = UserTexts.Chinese,
        Links = LinkTexts.Chinese,
        Charts = ChartTexts.Chinese,
        Wallets = WalletTexts.Chinese,
        Operators = OperatorTexts.Chinese,
        Providers = ProviderTexts.Chinese,
        Notify = NotifyTexts.Chinese,
        Settings = SettingsTexts.Chinese,
    };

    /// <summary>The <c>lang</c> of the page.</summary>
    public required string Lang { get; init; }

    /// <summary>The value of <c>?lang=</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The other language's code and its own name for itself.</summary>
    public required (string Code, string Name) Other { get; init; }

    /// <summary>The frame of every page, and what recurs.</summary>
    public required ShellTexts Shell { get; init; }

    /// <summary>Signing in, and using links.</summary>
    public required AccessTexts Access { get; init; }

    /// <summary>What is the person's own.</summary>
    public required AccountTexts Account { get; init; }

    /// <summary>Orders.</summary>
    public required OrderTexts Orders { get; init; }

    /// <summary>Who works in a shop.</summary>
    public required PeopleTexts People { get; init; }

    /// <summary>A shop's home, and what its payment form asks for.</summary>
    public required ShopTexts Shop { get; init; }

    /// <summary>API keys and the signing secret.</summary>
    public required KeyTexts Keys { get; init; }

    /// <summary>How webhook endpoints are added and changed.</summary>
    public required EndpointTexts Endpoints { get; init; }

    /// <summary>Callbacks of all orders, and how webhook endpoints hear.</summary>
    public required DeliveryTexts Deliveries { get; init; }

    /// <summary>Tests of callback addresses, and the signature clinic.</summary>
    public required CheckTexts Checks { get; init; }

    /// <summary>Who changed what.</summary>
    public required AuditTexts Audit { get; init; }

    /// <summary>Money that fits no order.</summary>
    public required UnmatchedTexts Unmatched { get; init; }

    /// <summary>Refunds.</summary>
    public required RefundTexts Refunds { get; init; }

    /// <summary>Payouts.</summary>
    public required PayoutTexts Payouts { get; init; }

    /// <summary>Comparisons with providers' statements.</summary>
    public required ReconciliationTexts Reconciliation { get; init; }

    /// <summary>Risk control.</summary>
    public required RiskTexts Risk { get; init; }

    /// <summary>Wallets of end users.</summary>
    public required UserTexts Users { get; init; }

    /// <summary>Payment links.</summary>
    public required LinkTexts Links { get; init; }

    /// <summary>Charts of a shop's home, and the monthly statement.</summary>
    public required ChartTexts Charts { get; init; }

    /// <summary>Receiving wallets.</summary>
    public required WalletTexts Wallets { get; init; }

    /// <summary>The operators' side.</summary>
    public required OperatorTexts Operators { get; init; }

    /// <summary>Accounts at payment providers, and their checks.</summary>
    public required ProviderTexts Providers { get; init; }

    /// <summary>Notices, and what is mailed.</summary>
    public required NotifyTexts Notify { get; init; }

    /// <summary>A shop's settings, and how it looks to payers.</summary>
    public required SettingsTexts Settings { get; init; }
}
