using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Grains.Tests.Wallets;
using Payments.Storage;

namespace Payments.Grains.Tests.Transfers;

/// <summary>The auditor that looks at every scenario's end sees what is wrong.</summary>
public sealed class MoneyAuditTests : DerivedHost
{
    private const string Address = "0x00000000000000000000000000000000000000a1";

    [Fact]
    public async Task Money_with_two_places_with_none_and_dust_that_never_came_are_told()
    {
        var order = await OrderAsync("a", await AddWalletAsync(PlainAt(Address)));
        var (paid, stray) = (Payment(Address, Units(10), 1, Now), Payment(Address, Units(3), 2, Now));
        await Host.Get<TransferDispatcher>().DispatchAsync([paid, stray], 0);
        (await ViolationsAsync()).Should().BeEmpty();

        var store = Host.Get<TransferStore>();
        await store.AddAsync([paid], null);
        (await ViolationsAsync()).Should().Equal($"{paid.Id} is counted by {order.Id} and is unmatched.");
        await store.TryAssignAsync(paid.Id, order.Id);
        (await ViolationsAsync()).Should().BeEmpty();

        await store.RemoveAboveAsync(stray.Chain, stray.Block - 1);
        (await ViolationsAsync()).Should().ContainSingle().Which.Should().Contain("1 transfers are neither counted nor unmatched");
        await Host.Get<TransferDispatcher>().DispatchAsync([stray], 0);
        (await ViolationsAsync()).Should().BeEmpty();

        var dust = Payment(Address, 5, 3, Now);
        await Host.Get<DustStore>().CountAsync([dust]);
        (await ViolationsAsync()).Should().ContainSingle().Which.Should().Contain("0 transfers are neither counted nor unmatched, and 1");
        await Host.Get<TransferDispatcher>().DispatchAsync([dust], 0);
        (await ViolationsAsync()).Should().BeEmpty("that block's dust was counted before");
    }

    [Fact]
    public async Task Money_that_counts_in_another_amount_than_it_came_is_told()
    {
        await OrderAsync("a", await AddWalletAsync(PlainAt(Address)));
        var paid = Payment(Address, Units(6), 1, Now);
        await OrderGrain("a").AcceptTransferAsync(paid, 0);
        (await ViolationsAsync()).Should().ContainSingle().Which.Should().EndWith("and never came.");
        await Host.Grains.GetGrain<Contracts.Wallets.IWalletAddressGrain>(Domain.Wallets.WalletAddressKey.Of(paid.Chain, Address))
            .MatchAsync([paid with { Units = Units(7) }]);
        (await ViolationsAsync()).Should().ContainSingle().Which.Should()
            .StartWith($"{paid.Id} is over {Units(7)} and stands as {Units(6)}");
        await Host.Get<TransferDispatcher>().DispatchAsync([paid], 0);
    }

    private Task<IReadOnlyList<string>> ViolationsAsync() => Host.Audit.ViolationsAsync(Host.Get<IServiceProvider>());
}
