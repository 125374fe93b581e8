namespace Payments.Grains.Wallets;

/// <summary>Stops the start on settings that mean nothing.</summary>
internal sealed class DerivationOptionsValidator : OptionsValidator<DerivationOptions>
{
    protected override IEnumerable<string> Problems(DerivationOptions options)
    {
        if (options.GapLimit < 1) yield return "Setting Derivation:GapLimit must be at least 1.";
        if (options.LateWatch < TimeSpan.Zero) yield return "Setting Derivation:LateWatch must not be negative.";
    }
}
