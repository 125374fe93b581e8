namespace Payments.Providers.Common;

/// <summary>What a provider can do beside taking a charge.</summary>
[Flags]
public enum ProviderAbilities
{
    /// <summary>Nothing else.</summary>
    None = 0,

    /// <summary>Says by our number alone where a charge stands, so that it is polled.</summary>
    Query = 1,

    /// <summary>Says where a charge stands once the payer's return brought its hints; without them it cannot be asked.</summary>
    QueryWithHints = 2,

    /// <summary>Ends a charge that nobody paid.</summary>
    Close = 4,

    /// <summary>Returns money.</summary>
    Refund = 8,

    /// <summary>Returns a part of the money.</summary>
    PartialRefund = 16,

    /// <summary>Says where a refund stands.</summary>
    QueryRefund = 32,

    /// <summary>Calls the notify URL, signed.</summary>
    Notices = 64,

    /// <summary>Gives a list of a day's payments.</summary>
    Statements = 128,

    /// <summary>Returns money to an address that must be named, and to nowhere else.</summary>
    RefundToAddress = 256,
}
