using System.Text;
using System.Text.Json.Nodes;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Orders;
using Payments.Grains.Tests.Transfers;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Orders;

/// <summary>A suspended merchant opens nothing; what it has open is paid.</summary>
public sealed class SuspendedMerchantTests : TransferHost
{
    [Fact]
    public async Task A_suspended_merchant_opens_no_order_and_none_again_and_what_is_open_completes()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var open = await OrderAsync("open", wallet);
        await OrderAsync("lapsed", wallet);
        await SuspendAsync();

        (await CreateAsync("new", wallet)).Should().Be(CreateOutcome.UnknownMerchant);
        (await Grain("new").GetAsync()).Should().BeNull();
        (await CreateAsync("open", wallet)).Should().Be(CreateOutcome.Existing);
        await Dispatcher.DispatchAsync([Pay(open.Quote!, 100, 10, "0x1")], 10);
        (await ReadAsync("open")).Status.Should().Be(OrderStatus.Completed);

        Time.Advance(new OrderOptions().Expiry);
        (await CreateAsync("lapsed", wallet)).Should().Be(CreateOutcome.UnknownMerchant);
        (await ReadAsync("lapsed")).Quotes.Should().ContainSingle();
    }

    private async Task<CreateOutcome> CreateAsync(string number, string wallet) => (await Grain(number).CreateAsync(new CreateOrder
    {
        Merchant = Host.Get<IOrderIds>().ForEmail(Shop),
        Number = number,
        Money = 70,
        WalletId = wallet,
        Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70" },
    })).Outcome;

    /// <summary>Writes the merchant's row past its grain, which reads it at the next start.</summary>
    private async Task SuspendAsync()
    {
        var key = Host.Get<IOrderIds>().ForEmail(Shop).GrainKey;
        var row = (await Host.Get<IStateStore>().ReadAsync(StateTable.Merchants, key))!.Value;
        var state = JsonNode.Parse(row.State)!;
        state["status"] = "suspended";
        await Host.Get<IStateStore>().WriteAsync(StateTable.Merchants, key, Encoding.UTF8.GetBytes(state.ToJsonString()), row.Version);
        await RestartAsync(GrainHost.Keys(1));
    }
}
