using Orleans;

namespace Payments.Domain.Risk;

/// <summary>What a rule looks at. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("risk-subject")]
public enum RiskSubject
{
    /// <summary>The merchant.</summary>
    Merchant = 0,

    /// <summary>The merchant's end user in its own words: whose wallet is credited, or who asked for the order himself.</summary>
    Payer = 1,

    /// <summary>The payer's network: in lists an address or CIDR block; counted by IPv4 address or IPv6 /64.</summary>
    Network = 2,

    /// <summary>The country of the payer's network, two letters of ISO 3166.</summary>
    Country = 3,

    /// <summary>The coin that the order is paid in: a token's symbol, or the symbol and its chain as <c>USDT-tron</c>.</summary>
    Coin = 4,

    /// <summary>The address that a payment came from.</summary>
    Address = 5,

    /// <summary>The payer's e-mail address; in lists also a domain, written <c>@example.com</c>.</summary>
    Email = 6,

    /// <summary>The merchant's payouts, all together. Amounts and sums are in the payout's coin.</summary>
    Payout = 7,

    /// <summary>The address that a payout goes to; its lists are those of <see cref="Address"/>.</summary>
    Receiver = 8,
}

/// <summary>What a rule measures. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("risk-measure")]
public enum RiskMeasure
{
    /// <summary>The money of the order itself.</summary>
    Amount = 0,

    /// <summary>Orders of the same subject within a window, this one included.</summary>
    Count = 1,

    /// <summary>Money of orders of the same subject within a window, this one included.</summary>
    Sum = 2,

    /// <summary>Whether the subject is on a list.</summary>
    Member = 3,
}

/// <summary>What a rule does with an order that it takes, the mildest first. Numbers are append-only.</summary>
[GenerateSerializer, Alias("risk-outcome")]
public enum RiskOutcome
{
    /// <summary>It passes, and rules of the same scope that come later are not asked.</summary>
    Allow = 0,

    /// <summary>It is not completed, or of a payout not sent, before a person has approved it.</summary>
    Review = 1,

    /// <summary>It is not made.</summary>
    Block = 2,
}

/// <summary>Whether a rule counts. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("risk-rule-state")]
public enum RiskRuleState
{
    /// <summary>Written and not in force: it can be tried on past orders.</summary>
    Draft = 0,

    /// <summary>In force.</summary>
    Active = 1,

    /// <summary>Was in force, and is not now.</summary>
    Off = 2,
}

/// <summary>When an order is judged: each rule once, as soon as its subject is known. Numbers are append-only.</summary>
[GenerateSerializer, Alias("risk-stage")]
public enum RiskStage
{
    /// <summary>A shop or a payer asks for the order.</summary>
    Creation = 0,

    /// <summary>The payer chooses another coin.</summary>
    Coin = 1,

    /// <summary>A payment came, and names its sender.</summary>
    Payment = 2,

    /// <summary>A person decides.</summary>
    Review = 3,

    /// <summary>A payout is asked for.</summary>
    Payout = 4,
}
