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
        var faults = accounts.All.SelectMany(one => FaultsOf(one.Provider, one.Account)).ToList();
        var isProduction = options.Environment.Equals("production", StringComparison.OrdinalIgnoreCase);
        if (options.AllowSandbox && isProduction)
            faults.Insert(0, $"{InstallationAccounts.Section}:{nameof(options.AllowSandbox)}: must be false in production (Environment)");
        if (accounts.Of(SimulatedProvider.ProviderName) is not null && isProduction)
            faults.Insert(0, $"{SimulatedProvider.Switch}: must be false in production (Environment)");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(IPaymentProvider provider, ProviderAccount account) =>
        provider.Check(account).Select(fault => $"{InstallationAccounts.PathOf(provider.Name, fault.Setting)}: {fault.Text}");
}
