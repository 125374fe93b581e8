using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Secrets;
using Payments.Domain.Wallets;
using Payments.Grains.Merchants;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Merchants;

/// <summary>Wallets, together with the address grains that make them known to the watchers.</summary>
public sealed class MerchantWalletTests : MerchantHost
{
    private const string Address = "0x52908400098527886e0f7030069857d2e4169ee7";

    private static readonly SaveWallet Wish = new() { Chain = ChainId.Bsc, Token = "USDT", Address = Address, Currency = "CNY", Rate = 7.123456789m, NotifyUrl = "https://shop.example/n" };

    private string allowedNetworks = "";

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bsc:MostBehind"] = "off",
            ["Callbacks:AllowedNetworks"] = allowedNetworks,
        }).Build());
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
    });

    private async Task<bool> IsWatchedAsync(ChainId chain, string address) =>
        await Host.Get<IStateStore>().ReadAsync(StateTable.WalletAddresses, WalletAddressKey.Of(chain, address)) is not null;

    [Fact]
    public async Task A_wallet_is_added_to_the_last_digit_and_its_address_is_watched()
    {
        await Merchant().RegisterAsync(Registration);
        var added = await Merchant().AddWalletAsync(Wish);

        added.Outcome.Should().Be(WalletOutcome.Saved);
        added.Wallet!.Id.Should().Be(MerchantRules.WalletId(ChainId.Bsc, "USDT", Address));
        (await IsWatchedAsync(ChainId.Bsc, Address)).Should().BeTrue();
        await RestartAsync(GrainHost.Keys(1));
        (await Merchant().GetAsync())!.Merchant.Wallets.Should().Equal(added.Wallet);
    }

    [Fact]
    public async Task Nobodys_wallet_is_not_watched()
    {
        (await Merchant().AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.UnknownMerchant);
        (await Merchant().UpdateWalletAsync("x", Wish)).Outcome.Should().Be(WalletOutcome.UnknownMerchant);
        (await IsWatchedAsync(ChainId.Bsc, Address)).Should().BeFalse();
    }

    [Fact]
    public async Task The_same_wallet_from_many_connections_is_one_wallet()
    {
        await Merchant().RegisterAsync(Registration);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Merchant().AddWalletAsync(Wish)));

        outcomes.Count(result => result.Outcome == WalletOutcome.Saved).Should().Be(1);
        outcomes.Count(result => result.Outcome == WalletOutcome.Duplicate).Should().Be(15);
        (await Merchant().GetAsync())!.Merchant.Wallets.Should().ContainSingle();
    }

    [Fact]
    public async Task The_same_wallet_at_another_rate_or_with_another_tolerance_is_refused_and_changes_nothing()
    {
        await Merchant().RegisterAsync(Registration);
        var known = (await Merchant().AddWalletAsync(Wish)).Wallet!;
        foreach (var other in new[] { Wish with { Rate = 9m }, Wish with { Tolerance = 2m }, Wish with { Currency = "USD" } })
            (await Merchant().AddWalletAsync(other)).Outcome.Should().Be(WalletOutcome.Duplicate);
        (await Merchant().GetAsync())!.Merchant.Wallets.Should().Equal(known);
    }

    [Fact]
    public async Task When_the_address_cannot_be_watched_the_wallet_is_not_stored()
    {
        await Merchant().RegisterAsync(Registration);
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "wallet-address");
        (await Merchant().Awaiting(merchant => merchant.AddWalletAsync(Wish)).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();

        (await Merchant().GetAsync())!.Merchant.Wallets.Should().BeEmpty();
        (await Merchant().AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    [Fact]
    public async Task When_the_wallet_cannot_be_stored_its_address_is_watched_for_nothing_and_a_second_try_works()
    {
        await Merchant().RegisterAsync(Registration);
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "merchant");
        (await Merchant().Awaiting(merchant => merchant.AddWalletAsync(Wish)).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();

        (await IsWatchedAsync(ChainId.Bsc, Address)).Should().BeTrue();
        (await Merchant().GetAsync())!.Merchant.Wallets.Should().BeEmpty();
        (await Merchant().AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    [Fact]
    public async Task Wallets_change_and_go_with_a_reason_for_every_refusal()
    {
        await Merchant().RegisterAsync(Registration);
        var id = (await Merchant().AddWalletAsync(Wish)).Wallet!.Id;

        (await Merchant().UpdateWalletAsync(id, Wish with { Rate = null, Currency = "USD" })).Wallet!.Rate.Should().BeNull();
        (await Merchant().UpdateWalletAsync(id, Wish with { Token = "USDC" })).Outcome.Should().Be(WalletOutcome.FixedFields);
        (await Merchant().UpdateWalletAsync("absent", Wish)).Outcome.Should().Be(WalletOutcome.NotFound);
        (await Merchant().RemoveWalletAsync("absent")).Outcome.Should().Be(WalletOutcome.NotFound);
        var removed = await Merchant().RemoveWalletAsync(id);
        (removed.Outcome, removed.Wallet!.Currency).Should().Be((WalletOutcome.Saved, "USD"));
        (await Merchant().GetAsync())!.Merchant.Wallets.Should().BeEmpty();
        (await Merchant().AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    [Theory]
    [InlineData("http://10.1.2.3/n", "Callbacks:AllowedNetworks")]
    [InlineData("http://[fd00::1]/n", "Callbacks:AllowedNetworks")]
    [InlineData("https://shop.example:25/n", "Callbacks:AllowedPorts")]
    public async Task A_callback_address_that_callbacks_may_never_reach_is_refused_when_the_wallet_is_saved(string url, string setting)
    {
        await Merchant().RegisterAsync(Registration);
        var refused = await Merchant().AddWalletAsync(Wish with { NotifyUrl = url });
        (refused.Outcome, refused.Wallet).Should().Be((WalletOutcome.ForbiddenCallback, null));
        refused.Detail.Should().EndWith(setting);
        (await Merchant().GetAsync())!.Merchant.Wallets.Should().BeEmpty();
        (await IsWatchedAsync(ChainId.Bsc, Address)).Should().BeFalse();

        var id = (await Merchant().AddWalletAsync(Wish)).Wallet!.Id;
        var changed = await Merchant().UpdateWalletAsync(id, Wish with { NotifyUrl = url, Rate = 8m });
        changed.Outcome.Should().Be(WalletOutcome.ForbiddenCallback);
        (await Merchant().GetAsync())!.Merchant.Wallets.Should().ContainSingle().Which.Rate.Should().Be(Wish.Rate);
        (await Merchant().UpdateWalletAsync(id, Wish with { NotifyUrl = null })).Outcome.Should().Be(WalletOutcome.Saved);
    }

    [Fact]
    public async Task A_wallet_whose_callback_address_was_saved_before_the_rule_can_be_changed_in_all_else()
    {
        allowedNetworks = "10.0.0.0/8";
        await RestartAsync(GrainHost.Keys(1));
        await Merchant().RegisterAsync(Registration);
        var old = Wish with { NotifyUrl = "http://10.1.2.3/n" };
        var id = (await Merchant().AddWalletAsync(old)).Wallet!.Id;
        allowedNetworks = "";
        await RestartAsync(GrainHost.Keys(1));

        (await Merchant().UpdateWalletAsync(id, old with { Rate = 8m })).Wallet!.Rate.Should().Be(8m);
        (await Merchant().UpdateWalletAsync(id, old with { NotifyUrl = "http://10.1.2.4/n" })).Outcome
            .Should().Be(WalletOutcome.ForbiddenCallback);
    }

    [Fact]
    public async Task An_update_that_changes_nothing_is_not_written()
    {
        await Merchant().RegisterAsync(Registration);
        var id = (await Merchant().AddWalletAsync(Wish)).Wallet!.Id;
        var writes = Host.Storage.Writes;
        (await Merchant().UpdateWalletAsync(id, Wish)).Outcome.Should().Be(WalletOutcome.Saved);
        Host.Storage.Writes.Should().Be(writes);
    }

    [Fact]
    public async Task The_limit_is_named()
    {
        await Merchant().RegisterAsync(Registration);
        for (var i = 0; i < MerchantRules.MaxWallets; i++)
            (await Merchant().AddWalletAsync(Wish with { Address = $"0x{i:x40}" })).Outcome.Should().Be(WalletOutcome.Saved);
        (await Merchant().AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.TooMany);
        (await IsWatchedAsync(ChainId.Bsc, Address)).Should().BeFalse();
    }
}
