using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Storage;

namespace Payments.Grains.Tests.Transfers;

/// <summary>Transfers that are too little to be stored.</summary>
public sealed class CountedDustTests : TransferHost
{
    private const uint Cent = 10_000;

    [Fact]
    public async Task Ten_thousand_transfers_of_one_unit_are_a_number_and_no_rows_and_a_block_that_comes_again_adds_nothing()
    {
        var quote = (await OrderAsync("n", await AddWalletAsync(ChainId.Polygon))).Quote!;
        Transfer[] first = [.. Enumerable.Range(0, 10_000).Select(log => Of(1, 10, log))];
        await Dispatcher.DispatchAsync([.. first, .. Enumerable.Range(0, 200).Select(log => Of(Cent - 1, 11, log))], 11);
        await Dispatcher.DispatchAsync(first, 11);
        await Dispatcher.DispatchAsync([Of(1, 12, 0), Of(Cent, 12, 1)], 12);

        (await UnmatchedAsync()).Should().ContainSingle("one cent is a payable step").Which.Transfer.Units.Should().Be(Cent);
        var owner = (await ReadAsync("n")).Merchant;
        (await Host.Get<DustStore>().ListAsync(owner)).Should().ContainSingle()
            .Which.Should().Match<DustCount>(dust => dust.Transfers == 10_201 && dust.Address == Address && dust.Token == "USDT");

        Transfer Of(uint units, long block, int log) => Pay(quote, 100, block, $"0x{block}", $"{log}") with { Units = units };
    }
}
