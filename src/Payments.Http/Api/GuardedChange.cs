namespace Payments.Http.Api;

/// <summary>
/// Changes with which whoever holds a stolen API key could take money or silence a shop. Endpoint metadata, through <see
/// cref="RouteGuard"/>.
/// </summary>
public enum GuardedChange
{
    /// <summary>Where the merchant is paid.</summary>
    ReceivingAddress,

    /// <summary>Who may call in the merchant's name.</summary>
    Keys,

    /// <summary>Where the merchant is told of payments, and how that is signed.</summary>
    Endpoint,
}
