using Payments.Contracts.Merchants;

namespace Payments.Grains.Merchants;

/// <summary>Stops the start on settings under which no new wallet or endpoint would ever count.</summary>
internal sealed class MerchantOptionsValidator : OptionsValidator<MerchantOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    protected override IEnumerable<string> Problems(MerchantOptions options) =>
        [
            .. Outside("Merchants:WalletDelay", options.WalletDelay, TimeSpan.Zero, Longest),
            .. Outside("Merchants:EndpointDelay", options.EndpointDelay, TimeSpan.Zero, Longest),
        ];
}
