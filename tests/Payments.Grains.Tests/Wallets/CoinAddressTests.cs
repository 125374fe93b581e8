using System.Text;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Domain.Wallets;
using Payments.Grains.Tests.Merchants;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Wallets;

/// <summary>A chain's coin is watched from the first wallet in it on.</summary>
public sealed class CoinAddressTests : MerchantHost
{
    private const string Address = "0x52908400098527886e0f7030069857d2e4169ee7";

    private static readonly SaveWallet Wish = new() { Chain = ChainId.Bsc, Token = "USDT", Address = Address, Currency = "CNY", Rate = 7m };

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services => AddTwoChains(services, keys));

    [Fact]
    public async Task A_wallet_in_a_token_does_not_watch_the_coin_and_one_in_the_coin_does()
    {
        await Merchant().RegisterAsync(Registration);
        (await Merchant().AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
        (await IsWatchedAsync(ChainId.Bsc)).Should().BeFalse();

        (await Merchant().AddWalletAsync(Wish with { Token = "BNB" })).Outcome.Should().Be(WalletOutcome.Saved);
        (await IsWatchedAsync(ChainId.Bsc)).Should().BeTrue();
        (await IsWatchedAsync(ChainId.Polygon)).Should().BeFalse();

        (await Merchant().AddWalletAsync(Wish with { Token = "USDC" })).Outcome.Should().Be(WalletOutcome.Saved);
        (await IsWatchedAsync(ChainId.Bsc)).Should().BeTrue("what was once taken stays watched");
    }

    [Fact]
    public async Task An_address_from_before_that_was_kept_counts_as_taking_the_coin()
    {
        const string golden = """{"v":1,"chain":"bsc","address":"0x52908400098527886e0f7030069857d2e4169ee7","registeredAt":1767225600000,"held":[]}""";
        await Host.Get<IStateStore>().WriteAsync(StateTable.WalletAddresses, WalletAddressKey.Of(ChainId.Bsc, Address), Encoding.UTF8.GetBytes(golden), null);
        (await IsWatchedAsync(ChainId.Bsc)).Should().BeTrue();

        await Merchant().RegisterAsync(Registration);
        (await Merchant().AddWalletAsync(Wish)).Outcome.Should().Be(WalletOutcome.Saved);
        (await IsWatchedAsync(ChainId.Bsc)).Should().BeTrue("nobody knows which wallets it had");
    }

    private Task<bool> IsWatchedAsync(ChainId chain) => Host.Get<WalletAddressQueries>().AnyTakesCoinAsync(chain);
}
