using Payments.Domain.Settings;

namespace Payments.Host;

/// <summary>What a process does.</summary>
public enum Role
{
    /// <summary>Hosts grains and the HTTP front.</summary>
    All,

    /// <summary>Hosts grains only.</summary>
    Silo,

    /// <summary>The HTTP front only, a client of the silos.</summary>
    Http,
}

/// <summary>Reads the setting <c>Role</c>.</summary>
internal static class Roles
{
    public static Role Parse(string text) => text.ToLowerInvariant() switch
    {
        "all" => Role.All,
        "silo" => Role.Silo,
        "http" => Role.Http,
        _ => throw new SettingException($"Setting Role is '{text}': expected all, silo or http."),
    };
}
