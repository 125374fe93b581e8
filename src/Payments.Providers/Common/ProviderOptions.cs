using Microsoft.Extensions.Options;
using Payments.Providers.Simulated;

namespace Payments.Providers.Common;

/// <summary>What holds for all providers: the section <c>Providers</c>, beside the operator's accounts.</summary>
public sealed class ProviderOptions
{
    /// <summary>Whether stand-ins may be called: plain http and loopback addresses.</summary>
    public bool AllowSandbox { get; set; }

    /// <summary>Where the gateway runs; <c>production</c> refuses sandboxes and simulated payments.</summary>
    public string Environment { get; set; } = "";
}

/// <summary>Stops the start on accounts of the operator's that cannot work.</summary>
internal sealed class ProviderOptionsValidator(InstallationAccounts accounts) : IValidateOptions<ProviderOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ProviderOptions options)
    {
        var faults = accounts.All.SelectMany(one => FaultsOf(one.Provider, one.Account)).Concat(accounts.Faults).ToList();
        if (options.Environment.Equals("production", StringComparison.OrdinalIgnoreCase))
            faults.InsertRange(0, SandboxesOf(options).Select(path => $"{path}: must be false in production (Environment)"));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>The settings that let money be taken that is none: stand-ins, simulated payments, and a provider's own sandbox.</summary>
    private IEnumerable<string> SandboxesOf(ProviderOptions options)
    {
        if (options.AllowSandbox) yield return $"{InstallationAccounts.Section}:{nameof(options.AllowSandbox)}";
        if (accounts.Of(SimulatedProvider.ProviderName) is not null) yield return SimulatedProvider.Switch;
        foreach (var (provider, account) in accounts.All)
        {
            if (account.Find(ProviderSetting.Sandbox) == "true")
                yield return InstallationAccounts.PathOf(provider.Name, ProviderSetting.Sandbox);
        }
    }

    private static IEnumerable<string> FaultsOf(IPaymentProvider provider, ProviderAccount account) =>
        provider.Check(account).Select(fault => $"{InstallationAccounts.PathOf(provider.Name, fault.Setting)}: {fault.Text}");
}
