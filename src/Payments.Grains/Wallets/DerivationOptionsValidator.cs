using Microsoft.Extensions.Options;

namespace Payments.Grains.Wallets;

/// <summary>Stops the start on settings that mean nothing.</summary>
internal sealed class DerivationOptionsValidator : IValidateOptions<DerivationOptions>
{
    public ValidateOptionsResult Validate(string? name, DerivationOptions options)
    {
        var wrong = Problems(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(DerivationOptions options)
    {
        if (options.GapLimit < 1) yield return "Setting Derivation:GapLimit must be at least 1.";
        if (options.LateWatch < TimeSpan.Zero) yield return "Setting Derivation:LateWatch must not be negative.";
    }
}
