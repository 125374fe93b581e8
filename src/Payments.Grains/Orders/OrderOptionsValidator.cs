namespace Payments.Grains.Orders;

/// <summary>Stops the start on settings that would refuse, or at once expire, every order.</summary>
internal sealed class OrderOptionsValidator : OptionsValidator<OrderOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    protected override IEnumerable<string> Problems(OrderOptions options) =>
    [
        .. Outside("Orders:Expiry", options.Expiry, Moment, Longest),
        .. Outside("Orders:Grace", options.Grace, TimeSpan.Zero, Longest),
        .. Outside("Orders:UnpaidLimit", options.UnpaidLimit, 1, 100_000_000),
        .. Outside("Orders:CoinChangesPerNetwork", options.CoinChangesPerNetwork, 1, 1_000_000),
        .. Outside("Orders:KeptInMemory", options.KeptInMemory, 0, 100_000_000),
        .. Outside("Orders:SecondNodeFrom", options.SecondNodeFrom, 0, decimal.MaxValue),
    ];
}
