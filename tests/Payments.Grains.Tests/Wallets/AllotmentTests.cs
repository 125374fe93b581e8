using System.Text;
using Orleans.Runtime;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Wallets;
using Payments.Grains.Wallets;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Wallets;

/// <summary>Which address an order gets: never one that another open order has, whatever fails on the way.</summary>
public sealed class AllotmentTests : DerivedHost
{
    private static readonly TimeSpan Over = Expiry + Grace + TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_crash_between_the_allotment_and_the_answer_gives_the_address_to_no_other_order()
    {
        var wallet = await AddWalletAsync();
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "order");
        await FluentActions.Awaiting(() => CreateAsync("a", wallet)).Should().ThrowAsync<OrleansException>();
        await DieAndStartAsync(GrainHost.Keys(1));

        (await OrderAsync("b", wallet)).Quote!.Address.Should().Be(AddressAt(1));
        (await OrderAsync("a", wallet)).Quote!.Address.Should().Be(AddressAt(0), "its allotment was stored");
        (await OrderAsync("c", wallet)).Quote!.Address.Should().Be(AddressAt(2));
    }

    [Fact]
    public async Task An_address_whose_write_failed_is_skipped_and_one_whose_answer_was_lost_is_found_again()
    {
        var wallet = await AddWalletAsync();
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "wallet-address");
        await FluentActions.Awaiting(() => CreateAsync("a", wallet)).Should().ThrowAsync<OrleansException>();
        Host.Storage.LoseNextAnswer = new IOException("connection lost");
        await FluentActions.Awaiting(() => CreateAsync("a", wallet)).Should().ThrowAsync<OrleansException>();

        (await OrderAsync("a", wallet)).Quote!.Address.Should().Be(AddressAt(1));
        (await OrderAsync("b", wallet)).Quote!.Address.Should().Be(AddressAt(2));
    }

    [Fact]
    public async Task Where_a_long_row_of_addresses_is_refused_the_order_fails_and_the_next_try_goes_on_behind_it()
    {
        var wallet = await AddWalletAsync();
        for (var index = 0; index < ExtendedKeyGrain.FreshLimit; index++)
        {
            var (table, key) = StateTables.Locate(StateNames.WalletAddress, WalletAddressKey.Of(ChainId.Bsc, AddressAt(index)));
            await Host.Get<IStateStore>().WriteAsync(table, key, Encoding.UTF8.GetBytes($$"""{"v":1,"chain":"bsc","address":"{{AddressAt(index)}}","registeredAt":1767225600000,"held":[]}"""), null);
        }
        await FluentActions.Awaiting(() => CreateAsync("a", wallet)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*in a row were refused*");
        (await OrderAsync("a", wallet)).Quote!.Address.Should().Be(AddressAt(ExtendedKeyGrain.FreshLimit));
    }

    [Fact]
    public async Task A_hundred_orders_at_once_have_a_hundred_addresses_without_a_gap()
    {
        var wallet = await AddWalletAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => CreateAsync($"n{i}", wallet)));
        results.Select(result => result.Order!.Quote!.Address).Should().BeEquivalentTo(Enumerable.Range(0, 100).Select(index => AddressAt(index)));
    }

    [Fact]
    public async Task Two_silos_never_give_one_address_to_two_orders()
    {
        var wallet = await AddWalletAsync();
        await using var other = await StartAsync(GrainHost.Keys(1), Host.Time);
        var quoted = new List<string>();
        for (var round = 0; round < 10; round++)
        {
            // An activation whose write lost to another silo's fails its call and reads what is true at the next.
            var pair = await Task.WhenAll(new[] { Host, other }.Select(async (host, silo) =>
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return (await CreateAsync($"n{round}-{silo}", wallet, host: host)).Order!.Quote!.Address;
                    }
                    catch (Exception exception) when (attempt < 5 && exception is OrleansException or Orleans.Storage.InconsistentStateException)
                    {
                    }
                }
            }));
            quoted.AddRange(pair);
        }
        quoted.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Beyond_the_gap_limit_an_address_left_unpaid_is_given_again_the_longest_free_first()
    {
        var wallet = await AddWalletAsync();
        await OrderAsync("a", wallet);
        await PassAsync(TimeSpan.FromMinutes(1));
        await OrderAsync("b", wallet);
        await OrderAsync("c", wallet);
        (await OrderAsync("open", wallet)).Quote!.Address.Should().Be(AddressAt(3), "none is free, and no order is refused for that");

        await PassAsync(Over, "a", "b", "c", "open");
        (await OrderAsync("d", wallet)).Quote!.Address.Should().Be(AddressAt(0));
        (await OrderAsync("e", wallet)).Quote!.Address.Should().BeOneOf(AddressAt(1), AddressAt(2), AddressAt(3));
        (await KeyGrain.GetStatusAsync())!.NextIndex.Should().Be(4);
    }

    [Fact]
    public async Task Nothing_is_given_again_before_the_chain_was_read_past_its_time_or_after_anything_came()
    {
        var wallet = await AddWalletAsync();
        foreach (var number in new[] { "a", "b", "c" }) await OrderAsync(number, wallet);
        Host.Time.Advance(Over);
        foreach (var number in new[] { "a", "b", "c" }) await OrderGrain(number).WakeAsync();
        (await OrderAsync("d", wallet)).Quote!.Address.Should().Be(AddressAt(3), "a payment may be in a block that is still to be read");

        await PayAsync(AddressAt(0), 0.000001m);
        await PayAsync(AddressAt(1), 5, "USDC");
        await PassAsync(TimeSpan.FromMinutes(1), "a", "b", "c");
        var status = (await KeyGrain.GetStatusAsync())!;
        (status.NextIndex, status.LastPaidIndex, status.OpenAddresses).Should().Be((4, 1, 1));
        (await OrderAsync("e", wallet)).Quote!.Address.Should().Be(AddressAt(4), "after the last paid one the run of unpaid ones begins anew");
        (await OrderAsync("f", wallet)).Quote!.Address.Should().Be(AddressAt(2), "it alone was never paid");
    }

    [Fact]
    public async Task After_a_restart_indexes_go_on_where_they_were()
    {
        var wallet = await AddWalletAsync();
        await OrderAsync("a", wallet);
        await OrderAsync("b", wallet);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await OrderAsync("c", wallet)).Quote!.Address.Should().Be(AddressAt(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_a_random_life_no_address_is_two_open_orders_or_given_again_once_paid(int seed)
    {
        var random = new Random(seed);
        var wallet = await AddWalletAsync();
        Dictionary<string, (string Address, DateTimeOffset Until)> open = [];
        HashSet<string> paid = [];
        var reused = 0;
        HashSet<string> known = [];
        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    await PassAsync(TimeSpan.FromMinutes(random.Next(80)), [.. open.Keys]);
                    break;
                case 1 when open.Count > 0:
                    var target = open.ElementAt(random.Next(open.Count)).Value.Address;
                    await PayAsync(target, random.Next(1, 20));
                    paid.Add(target);
                    break;
                case 2 when random.Next(6) == 0:
                    await DieAndStartAsync(GrainHost.Keys(1));
                    break;
                default:
                    var number = $"n{step}";
                    var address = (await OrderAsync(number, wallet)).Quote!.Address;
                    open.Should().NotContain(other => other.Value.Address == address && other.Value.Until >= Now, $"step {step} of seed {seed}");
                    paid.Should().NotContain(address);
                    if (!known.Add(address)) reused++;
                    open[number] = (address, Now + Expiry + Grace);
                    break;
            }
        }
        reused.Should().BePositive("the run must have come upon the gap limit");
    }

    [Fact]
    public async Task A_key_belongs_to_the_first_merchant_and_so_do_the_addresses_it_has_given()
    {
        const string stranger = "second@example.com";
        var wallet = await AddWalletAsync();
        await Merchant(stranger).RegisterAsync(Registration with { Email = stranger });
        (await Merchant(stranger).AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken);
        var order = await OrderAsync("n", wallet);

        var fixedWallet = Wish with { ExtendedKey = null, Address = order.Quote!.Address };
        (await Merchant(stranger).AddWalletAsync(fixedWallet)).Outcome.Should().Be(WalletOutcome.AddressTaken);
        (await Merchant().AddWalletAsync(fixedWallet)).Outcome.Should().Be(WalletOutcome.AddressDerived);
        (await Merchant(stranger).AddWalletAsync(fixedWallet with { Address = AddressAt(1) })).Outcome.Should().Be(WalletOutcome.Saved);
        (await OrderAsync("m", wallet)).Quote!.Address.Should().Be(AddressAt(2), "an address that a wallet names itself is passed over");
    }

    [Fact]
    public async Task A_key_is_free_again_when_its_wallet_its_orders_and_its_claim_are_gone()
    {
        const string stranger = "second@example.com";
        var wallet = await AddWalletAsync();
        await Merchant(stranger).RegisterAsync(Registration with { Email = stranger });
        await OrderAsync("n", wallet);
        await Merchant().RemoveWalletAsync(wallet);
        Host.Time.Advance(AddressRules.ClaimTime);
        (await Merchant(stranger).AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken, "an order may still be paid");

        await PassAsync(Over, "n");
        var next = (await Merchant(stranger).AddWalletAsync(Wish)).Wallet!;
        (await CreateAsync("m", next.Id)).Outcome.Should().Be(CreateOutcome.NoWallet);
        (await KeyGrain.GetStatusAsync())!.Owner.Should().Be(Host.Get<IOrderIds>().ForEmail(stranger));
    }

    [Fact]
    public async Task An_operator_moves_a_key_and_its_former_owners_orders_are_refused()
    {
        var wallet = await AddWalletAsync();
        (await KeyGrain.MoveAsync(null))!.Owner.Should().BeNull();
        (await CreateAsync("n", wallet)).Outcome.Should().Be(CreateOutcome.NoWallet);
        (await KeyGrain.MoveAsync(Host.Get<IOrderIds>().ForEmail(Shop)))!.Owner.Should().NotBeNull();
        (await OrderAsync("n", wallet)).Status.Should().Be(OrderStatus.Pending);
        (await Host.Grains.GetGrain<IExtendedKeyGrain>(ExtendedKeyName.Of(ChainId.Bsc, "00")).GetStatusAsync()).Should().BeNull();
    }
}
