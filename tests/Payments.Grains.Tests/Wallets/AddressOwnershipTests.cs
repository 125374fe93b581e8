using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Grains.Merchants;
using Payments.Grains.Tests.Merchants;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Wallets;

/// <summary>An address belongs to the first merchant that registers it.</summary>
public sealed class AddressOwnershipTests : MerchantHost
{
    private const string First = "first@example.com";
    private const string Second = "second@example.com";
    private const string Address = "0x52908400098527886e0f7030069857d2e4169ee7";

    /// <summary>Of USDT on BSC, which has 18 decimals; less than a cent is dust, which holds no address.</summary>
    private static readonly UInt128 FiveCents = 50_000_000_000_000_000;

    private static readonly SaveWallet Wish = new() { Chain = ChainId.Bsc, Token = "USDT", Address = Address, Currency = "CNY", Rate = 7m };

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bsc:MostBehind"] = "off",
        }).Build());
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
    });

    [Fact]
    public async Task The_second_merchant_is_refused_and_watches_nothing_new()
    {
        var (first, second) = (await RegisterAsync(First), await RegisterAsync(Second));
        (await first.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);

        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken);
        (await second.AddWalletAsync(Wish with { Token = "USDC" })).Outcome.Should().Be(WalletOutcome.AddressTaken);
        (await second.GetAsync())!.Merchant.Wallets.Should().BeEmpty();
        (await second.AddWalletAsync(Wish with { Chain = ChainId.Polygon })).Outcome.Should().Be(WalletOutcome.Saved, "an address on another chain is another address");
        (await first.AddWalletAsync(Wish with { Token = "USDC" })).Outcome.Should().Be(WalletOutcome.Saved);
    }

    [Fact]
    public async Task A_repeated_registration_is_not_written_again()
    {
        var owner = IdOf(First);
        (await Grain().RegisterAsync(owner, "USDT")).Should().BeTrue();
        var writes = Host.Storage.Writes;
        (await Grain().RegisterAsync(owner, "USDT")).Should().BeTrue();
        Host.Storage.Writes.Should().Be(writes);
        (await Grain().GetStatusAsync())!.Owner.Should().Be(owner);
    }

    [Fact]
    public async Task Of_two_merchants_at_once_exactly_one_wins()
    {
        var merchants = Enumerable.Range(0, 32).Select(i => new MerchantId($"{i:x32}")).ToArray();
        var won = await Task.WhenAll(merchants.Select(merchant => Grain().RegisterAsync(merchant, "USDT")));
        won.Count(outcome => outcome).Should().Be(1);
        (await Grain().GetStatusAsync())!.Owner.Should().Be(merchants[Array.IndexOf(won, true)]);
    }

    [Fact]
    public async Task Of_two_activations_on_two_silos_the_database_lets_one_win()
    {
        await using var other = await StartAsync(GrainHost.Keys(1));
        for (var round = 0; round < 20; round++)
        {
            var key = WalletAddressKey.Of(ChainId.Bsc, $"0x{round:x40}");
            var tries = new[] { (Host, IdOf(First)), (other, IdOf(Second)) }.Select(async pair =>
            {
                try
                {
                    return await pair.Item1.Grains.GetGrain<IWalletAddressGrain>(key).RegisterAsync(pair.Item2, "USDT");
                }
                catch (InconsistentStateException)
                {
                    return false;
                }
            });
            (await Task.WhenAll(tries)).Count(outcome => outcome).Should().Be(1);
        }
    }

    [Fact]
    public async Task After_its_last_wallet_is_gone_the_address_is_free_once_no_claim_can_be_under_way()
    {
        var (first, second) = (await RegisterAsync(First), await RegisterAsync(Second));
        var wallet = (await first.AddWalletAsync(Wish)).Wallet!.Id;
        Host.Time.Advance(AddressRules.ClaimTime);
        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken, "a wallet uses it");

        await first.RemoveWalletAsync(wallet);
        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
        (await first.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken);
    }

    [Fact]
    public async Task A_claim_whose_wallet_was_never_stored_holds_for_its_time_only_and_its_owner_may_try_again()
    {
        var (first, second) = (await RegisterAsync(First), await RegisterAsync(Second));
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "merchant");
        (await first.Awaiting(merchant => merchant.AddWalletAsync(Wish)).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();

        Host.Time.Advance(AddressRules.ClaimTime - TimeSpan.FromMilliseconds(1));
        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken);
        await RestartAsync(GrainHost.Keys(1));
        Host.Time.Advance(AddressRules.ClaimTime);
        (await Merchant(Second).AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    [Fact]
    public async Task A_repeated_claim_begins_its_time_anew()
    {
        (await Grain().RegisterAsync(IdOf(First), "USDT")).Should().BeTrue();
        Host.Time.Advance(AddressRules.ClaimTime);
        (await Grain().RegisterAsync(IdOf(First), "USDT")).Should().BeTrue();
        Host.Time.Advance(AddressRules.ClaimRenewal);
        (await Grain().RegisterAsync(IdOf(Second), "USDT")).Should().BeFalse("the owner's wallet may be on its way to the database");
    }

    [Fact]
    public async Task Money_that_waits_to_be_assigned_keeps_the_address_with_its_owner()
    {
        var (first, second) = (await RegisterAsync(First), await RegisterAsync(Second));
        await first.RemoveWalletAsync((await first.AddWalletAsync(Wish)).Wallet!.Id);
        Host.Time.Advance(AddressRules.ClaimTime);
        await Grain().MatchAsync([Payment(FiveCents)]);

        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken);
        (await Grain().ClaimUnmatchedAsync(Payment(FiveCents).Id, new OrderId("o"), "USDT", IdOf(Second))).Transfer.Should().BeNull();
        (await Grain().ClaimUnmatchedAsync(Payment(FiveCents).Id, new OrderId("o"), "USDT", IdOf(First))).Transfer.Should().NotBeNull();
        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
        Host.Audit.Forget(Payment(FiveCents).Id);
    }

    [Fact]
    public async Task An_open_order_keeps_the_address_with_its_owner()
    {
        var (first, second) = (await RegisterAsync(First), await RegisterAsync(Second));
        var wallet = (await first.AddWalletAsync(Wish)).Wallet!.Id;
        var order = await OrderAsync(First, "1", wallet);
        await first.RemoveWalletAsync(wallet);
        Host.Time.Advance(AddressRules.ClaimTime);

        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.AddressTaken);
        await Grain().ReleaseAsync(order.Order!.Id);
        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    [Fact]
    public async Task After_a_move_the_former_owner_gets_no_new_orders_and_keeps_those_it_had()
    {
        var (first, second) = (await RegisterAsync(First), await RegisterAsync(Second));
        var wallet = (await first.AddWalletAsync(Wish)).Wallet!.Id;
        var order = (await OrderAsync(First, "1", wallet)).Order!;

        var moved = await Grain().MoveAsync(IdOf(Second));
        (moved!.Owner, moved.OpenAmounts).Should().Be((IdOf(Second), 1));

        var refused = await OrderAsync(First, "2", wallet);
        (refused.Outcome, refused.Detail).Should().Be((CreateOutcome.NoWallet, "this wallet's address belongs to another merchant by now"));
        var payment = Payment(order.Quote!.Units - 1) with { BlockTime = Host.Time.GetUtcNow() };
        (await Grain().MatchAsync([payment])).Should().ContainSingle().Which.Order.Should().Be(order.Id);
        await Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).AcceptTransferAsync(payment, 0);
        (await Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync())!.Reservation!.Units.Should().BeLessThan(order.Quote.Units, "the rest is still awaited here");
        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
        (await OrderAsync(Second, "1", (await second.GetAsync())!.Merchant.Wallets[0].Id)).Outcome.Should().Be(CreateOutcome.Created);
    }

    [Fact]
    public async Task A_released_address_is_the_next_registrants()
    {
        var (first, second) = (await RegisterAsync(First), await RegisterAsync(Second));
        var wallet = (await first.AddWalletAsync(Wish)).Wallet!.Id;
        (await Grain().MoveAsync(null))!.Owner.Should().BeNull();

        (await OrderAsync(First, "1", wallet)).Outcome.Should().Be(CreateOutcome.NoWallet);
        (await second.AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
        (await Host.Grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(ChainId.Bsc, "0x0")).MoveAsync(IdOf(First))).Should().BeNull("nobody ever registered it");
    }

    [Fact]
    public async Task A_row_from_before_addresses_had_owners_still_loads()
    {
        const string golden = """{"v":1,"chain":"bsc","address":"0x52908400098527886e0f7030069857d2e4169ee7","registeredAt":1767225600000,"held":[{"order":"0123456789abcdef0123456789abcdef","token":"USDT","units":"10000000000000000000","until":1767232800000,"openedAt":1767225600000}]}""";
        await Host.Get<IStateStore>().WriteAsync(StateTable.WalletAddresses, WalletAddressKey.Of(ChainId.Bsc, Address), Encoding.UTF8.GetBytes(golden), null);

        var status = await Grain().GetStatusAsync();
        (status!.Owner, status.RegisteredAt, status.OpenAmounts).Should().Be((null, DateTimeOffset.FromUnixTimeMilliseconds(1767225600000), 1));
        (await Grain().RegisterAsync(new MerchantId(new string('a', 32)), "USDT")).Should().BeTrue();
        var row = await Host.Get<IStateStore>().ReadAsync(StateTable.WalletAddresses, WalletAddressKey.Of(ChainId.Bsc, Address));
        var stored = JsonNode.Parse(row!.Value.State);
        JsonNode.DeepEquals(stored, JsonNode.Parse(golden[..^1] + $$""","owner":"{{new string('a', 32)}}","claimedAt":{{Host.Time.GetUtcNow().ToUnixTimeMilliseconds()}}}""")).Should().BeTrue($"{stored}");
    }

    private IWalletAddressGrain Grain() => Host.Grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(ChainId.Bsc, Address));

    private MerchantId IdOf(string email) => Host.Get<IOrderIds>().ForEmail(email);

    private async Task<IMerchantGrain> RegisterAsync(string email)
    {
        await Merchant(email).RegisterAsync(Registration with { Email = email });
        return Merchant(email);
    }

    private Task<CreateOrderResult> OrderAsync(string email, string number, string wallet) =>
        Host.Grains.GetGrain<IOrderGrain>(Host.Get<IOrderIds>().For(IdOf(email), number).GrainKey).CreateAsync(new CreateOrder
        {
            Merchant = IdOf(email),
            Number = number,
            Money = 70,
            WalletId = wallet,
            Terms = new() { Face = Domain.Orders.Face.Epay, MoneyText = "70" },
        });

    private Transfer Payment(UInt128 units) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, "0x1", "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = units,
        From = "0xf",
        To = Address,
        Transaction = "0x1",
        Block = 1,
        BlockHash = "0xb",
        BlockTime = DateTimeOffset.UnixEpoch,
    };
}
