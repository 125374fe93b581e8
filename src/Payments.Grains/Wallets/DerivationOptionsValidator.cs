namespace Payments.Grains.Wallets;

/// <summary>Stops the start on settings that mean nothing.</summary>
internal sealed class DerivationOptionsValidator : OptionsValidator<DerivationOptions>
{
    protected override IEnumerable<string> Problems(DerivationOptions options) =>
    [
        .. Outside("Derivation:GapLimit", options.GapLimit, 1, 100_000),
        .. Outside("Derivation:LateWatch", options.LateWatch, TimeSpan.Zero, TimeSpan.FromDays(365)),
    ];
}
