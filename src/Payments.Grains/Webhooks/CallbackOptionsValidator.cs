using Microsoft.Extensions.Options;

namespace Payments.Grains.Webhooks;

/// <summary>Stops the start on settings with which no callback would ever be heard.</summary>
internal sealed class CallbackOptionsValidator : IValidateOptions<CallbackOptions>
{
    public ValidateOptionsResult Validate(string? name, CallbackOptions options)
    {
        var wrong = Problems(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(CallbackOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero) yield return "Setting Callbacks:Timeout must be longer than nothing.";
        if (options.StopPatience < TimeSpan.Zero) yield return "Setting Callbacks:StopPatience must not be negative.";
        if (options.Concurrency < 1) yield return "Setting Callbacks:Concurrency must be at least 1.";
    }
}
