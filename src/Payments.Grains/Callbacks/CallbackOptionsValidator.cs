using Payments.Domain.Settings;

namespace Payments.Grains.Callbacks;

/// <summary>Stops the start on settings with which no callback would ever be heard.</summary>
internal sealed class CallbackOptionsValidator : OptionsValidator<CallbackOptions>
{
    private const string BadPorts = "Setting Callbacks:AllowedPorts is not valid: expected ports with commas between, such as 81,8545.";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    protected override IEnumerable<string> Problems(CallbackOptions options) =>
    [
        .. NetworkList.TryParse(options.AllowedNetworks, out _)
            ? (string[])[]
            : [$"Setting Callbacks:AllowedNetworks is '{options.AllowedNetworks}': expected networks such as 192.168.1.0/24, with " +
                $"commas between."],
        .. Outside("Callbacks:Timeout", options.Timeout, Moment, Longest),
        .. Outside("Callbacks:StopPatience", options.StopPatience, TimeSpan.Zero, Longest),
        .. Outside("Callbacks:Concurrency", options.Concurrency, 1, 100_000),
        .. Outside("Callbacks:ConcurrencyPerHost", options.ConcurrencyPerHost, 1, 100_000),
        .. ForbiddenPorts.Parse(options.AllowedPorts) is null ? [BadPorts] : Array.Empty<string>(),
    ];
}
