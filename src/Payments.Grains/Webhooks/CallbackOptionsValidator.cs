namespace Payments.Grains.Webhooks;

/// <summary>Stops the start on settings with which no callback would ever be heard.</summary>
internal sealed class CallbackOptionsValidator : OptionsValidator<CallbackOptions>
{
    protected override IEnumerable<string> Problems(CallbackOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero) yield return "Setting Callbacks:Timeout must be longer than nothing.";
        if (options.StopPatience < TimeSpan.Zero) yield return "Setting Callbacks:StopPatience must not be negative.";
        if (options.Concurrency < 1) yield return "Setting Callbacks:Concurrency must be at least 1.";
    }
}
