namespace Payments.Http.Common;

/// <summary>Settings of the HTTP front.</summary>
public sealed class PaymentsHttpOptions
{
    /// <summary>The gateway's own address as payers and shops see it, without a slash at the end. Default: the first address it listens on.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>What operators send as <c>X-Admin-Key</c>.</summary>
    public string AdminKey { get; set; } = "";

    /// <summary>Whether anybody may register a merchant. Default: only from loopback, or with the admin key. Setting <c>Registration:Open</c>.</summary>
    public bool OpenRegistration { get; set; }

    /// <summary>
    /// The most merchants that this process registers within an hour for callers without the admin key; more are refused with 429. Default
    /// 200. Setting <c>Registration:MostPerHour</c>.
    /// </summary>
    public int RegistrationsPerHour { get; set; } = 200;

    /// <summary>
    /// Connections that may be open at once in this process; further ones are closed. Payers' event streams take half of them at most.
    /// Default 20,000.
    /// </summary>
    public int ConnectionLimit { get; set; } = 20_000;

    /// <summary>
    /// The operator's own reverse proxies as CIDR blocks with commas between: only what they write into <c>X-Forwarded-For</c> is believed.
    /// Default none: the other end of the connection is the client.
    /// </summary>
    public string TrustedProxies { get; set; } = "";
}
