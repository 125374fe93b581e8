namespace Payments.Http.Console.Texts;

/// <summary>Receiving wallets.</summary>
public sealed record WalletTexts
{
    public required string Intro { get; init; }
    public required string Add { get; init; }
    public required string Check { get; init; }
    public required string CheckTitle { get; init; }

    /// <summary>What to do before a wallet is saved.</summary>
    public required string Compare { get; init; }

    public required string Save { get; init; }
    public required string Coin { get; init; }
    public required string Place { get; init; }
    public required string PlaceHint { get; init; }
    public required string ScriptType { get; init; }
    public required string ByKey { get; init; }
    public required string PricedIn { get; init; }
    public required string Rate { get; init; }
    public required string RateHint { get; init; }
    public required string Spread { get; init; }
    public required string SpreadHint { get; init; }
    public required string Tolerance { get; init; }
    public required string ToleranceHint { get; init; }
    public required string NotifyUrl { get; init; }
    public required string NotifyHint { get; init; }
    public required string State { get; init; }
    public required string On { get; init; }
    public required string Off { get; init; }
    public required string Waits { get; init; }
    public required string Active { get; init; }
    public required string ActiveFrom { get; init; }

    /// <summary>That a new wallet waits until <c>{0}</c>.</summary>
    public required string WaitsUntil { get; init; }

    public required string Held { get; init; }
    public required string System { get; init; }

    /// <summary>The system's rate less <c>{0}</c> percent.</summary>
    public required string SystemLess { get; init; }

    public required string Addresses { get; init; }
    public required string Index { get; init; }
    public required string QuoteTitle { get; init; }

    /// <summary>An order over <c>{0}</c> asks for <c>{1}</c> at the rate <c>{2}</c> from <c>{3}</c>.</summary>
    public required string Quote { get; init; }

    /// <summary>There is no rate in <c>{0}</c>.</summary>
    public required string NoQuote { get; init; }

    public required string Change { get; init; }
    public required string Remove { get; init; }
    public required string RemoveText { get; init; }
    public required string Added { get; init; }

    /// <summary>That the wallet <c>{0}</c> was added lately.</summary>
    public required string AddedLately { get; init; }

    public static readonly WalletTexts English = new()
    {
        Intro = "Where payers send coins: to one address, told apart by exact amounts, or to an address for each order below an extended " +
            "public key. Private keys and seed words have no place here.",
        Add = "Add a wallet",
        Check = "Check it",
        CheckTitle = "Is this your wallet?",
        Compare = "Compare each character with what your own wallet shows. What is sent to a wrong address is lost.",
        Save = "Save",
        Coin = "Coin and network",
        Place = "Address or extended public key",
        PlaceHint = "An address, or the account's xpub: then each order gets an address of its own.",
        ScriptType = "Form of the addresses",
        ByKey = "as the key says",
        PricedIn = "Orders are priced in",
        Rate = "Fixed price of one token",
        RateHint = "Empty: the system's rate.",
        Spread = "Spread in percent",
        SpreadHint = "The token counts for so much less than the system's rate; up to 20.",
        Tolerance = "Tolerance in percent",
        ToleranceHint = "So much may be missing, for fees of exchanges; up to 10.",
        NotifyUrl = "Callback address",
        NotifyHint = "For orders that bring none.",
        State = "State",
        On = "On",
        Off = "Off",
        Waits = "Waits",
        Active = "Takes new orders",
        ActiveFrom = "Takes orders from",
        WaitsUntil = "After it is saved it takes no orders until {0} UTC. Until then you can remove it.",
        Held = "Amounts held",
        System = "system's rate",
        SystemLess = "system's rate less {0} %",
        Addresses = "First addresses",
        Index = "Path",
        QuoteTitle = "A quote, as a test",
        Quote = "An order over {0} asks its payer for {1}, at the rate {2} ({3}).",
        NoQuote = "There is no fresh rate of this token in {0} now: orders in it are refused.",
        Change = "Change",
        Remove = "Remove the wallet",
        RemoveText = "New orders use it no more. What was quoted before is still watched and counted.",
        Added = "Added",
        AddedLately = "receiving wallet {0} was added lately: is it yours?",
    };

    public static readonly WalletTexts Chinese = new()
    {
        Intro = "付款人转账的目标：单一地址（以精确金额区分订单），或扩展公钥（每个订单独立地址）。请勿在此填写私钥或助记词。",
        Add = "添加钱包",
        Check = "核对",
        CheckTitle = "这是您的钱包吗？",
        Compare = "请与您自己的钱包逐字核对。转到错误地址的款项无法找回。",
        Save = "保存",
        Coin = "币与网络",
        Place = "地址或扩展公钥",
        PlaceHint = "填写地址，或账户的 xpub：每个订单将使用独立地址。",
        ScriptType = "地址格式",
        ByKey = "按密钥类型",
        PricedIn = "订单计价币种",
        Rate = "单个代币的固定价格",
        RateHint = "留空则使用系统汇率。",
        Spread = "汇率差（%）",
        SpreadHint = "代币按系统汇率减去此比例计价，最高 20。",
        Tolerance = "容差（%）",
        ToleranceHint = "允许少付的比例，用于交易所手续费，最高 10。",
        NotifyUrl = "回调地址",
        NotifyHint = "订单未提供回调地址时使用。",
        State = "状态",
        On = "启用",
        Off = "停用",
        Waits = "等待生效",
        Active = "接受新订单",
        ActiveFrom = "生效时间",
        WaitsUntil = "保存后至 {0}（UTC）之前不接受订单，期间可以移除。",
        Held = "占用金额数",
        System = "系统汇率",
        SystemLess = "系统汇率减 {0}%",
        Addresses = "前几个地址",
        Index = "路径",
        QuoteTitle = "试算报价",
        Quote = "{0} 的订单将要求付款人支付 {1}，汇率 {2}（{3}）。",
        NoQuote = "该代币目前没有可用的 {0} 汇率，相应订单会被拒绝。",
        Change = "更改",
        Remove = "移除钱包",
        RemoveText = "新订单不再使用该钱包，已报价的订单仍会继续监测和入账。",
        Added = "添加时间",
        AddedLately = "收款钱包 {0} 为近期添加，请确认是否为您本人操作",
    };
}
