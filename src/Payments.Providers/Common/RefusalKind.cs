namespace Payments.Providers.Common;

/// <summary>What must change before a refused request can succeed.</summary>
public enum RefusalKind
{
    /// <summary>The words of the refusal are all that is known.</summary>
    Other = 0,

    /// <summary>A field is missing or out of bounds.</summary>
    Fields = 1,

    /// <summary>The account's id, key or signature is wrong.</summary>
    Credentials = 2,

    /// <summary>The account may not do this, or not now.</summary>
    Forbidden = 3,

    /// <summary>The provider does not know the payment.</summary>
    NotFound = 4,

    /// <summary>Our number is in use for a payment of another amount or currency.</summary>
    Conflict = 5,
}
