using Payments.Contracts.Merchants;

namespace Payments.Grains.Merchants;

/// <summary>Stops the start on settings under which no new wallet would ever take orders.</summary>
internal sealed class MerchantOptionsValidator : OptionsValidator<MerchantOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    protected override IEnumerable<string> Problems(MerchantOptions options) =>
        Outside("Merchants:WalletDelay", options.WalletDelay, TimeSpan.Zero, Longest);
}
