namespace Payments.Testing.Gateway;

/// <summary>Where a process of the product runs.</summary>
public sealed record GatewayPlace
{
    /// <summary>The source tree whose build is run; its own by default, another for a run of two versions.</summary>
    public string Root { get; init; } = Repository.Root;

    /// <summary>The address at which it listens for HTTP.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>A network namespace that it is confined to, or null.</summary>
    public string? Network { get; init; }

    /// <summary>A file to which its output is appended, or null.</summary>
    public string? LogFile { get; init; }
}
