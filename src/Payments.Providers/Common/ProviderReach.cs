namespace Payments.Providers.Common;

/// <summary>Which addresses the calls of an account may go to.</summary>
public enum ProviderReach
{
    /// <summary>Over https to addresses of the public internet: an account that a merchant set up.</summary>
    Public,

    /// <summary>Over https to any other machine: the operator's own account.</summary>
    Trusted,

    /// <summary>Over plain http and to this machine as well: stand-ins of providers.</summary>
    Sandbox,
}
