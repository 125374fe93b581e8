namespace Payments.Grains.Callbacks;

/// <summary>Settings of callbacks out, section <c>Callbacks</c>.</summary>
public sealed class CallbackOptions
{
    /// <summary>Whether callbacks may go to loopback addresses: for local runs and tests. Default false.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>
    /// Networks that callbacks may reach although they are not of the public internet, as CIDR blocks with commas between
    /// (<c>192.168.1.0/24, 172.16.0.0/12</c>): for a shop in the same LAN or Docker network. Default: none.
    /// </summary>
    public string AllowedNetworks { get; set; } = "";

    /// <summary>How long one request may take in all. Default 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request under way may still take when the process is asked to stop; then it is interrupted, and made again after the next start. Default 3 seconds.</summary>
    public TimeSpan StopPatience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Requests under way at once in this process. Default 256.</summary>
    public int Concurrency { get; set; } = 256;

    /// <summary>Of those, requests to one host. A host that does not answer gets fewer, down to two. Default 64.</summary>
    public int ConcurrencyPerHost { get; set; } = 64;

    /// <summary>
    /// Ports, with commas between, to which callbacks may go although they are not the web's. Default none: see
    /// <see cref="ForbiddenPorts"/>.
    /// </summary>
    public string AllowedPorts { get; set; } = "";
}
