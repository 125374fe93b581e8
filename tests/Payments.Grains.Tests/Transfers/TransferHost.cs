using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Grains.Tests.Merchants;
using Payments.Storage;
using Payments.Testing;

namespace Payments.Grains.Tests.Transfers;

/// <summary>Merchants with wallets on two chains, whose transfers the test dispatches itself.</summary>
public abstract class TransferHost : MerchantHost
{
    protected const string Shop = "shop@example.com";
    protected const string Address = "0x52908400098527886e0f7030069857d2e4169ee7";

    /// <summary>Time outlives a silo.</summary>
    protected ManualTimeProvider Time { get; } = new();

    protected TransferDispatcher Dispatcher => Host.Get<TransferDispatcher>();

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        AddTwoChains(services, keys);
        Configure(services);
    }, Time);

    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>A wallet in USDT at 7 CNY; registers the merchant where there is none.</summary>
    protected async Task<string> AddWalletAsync(ChainId chain, string address = Address, string email = Shop)
    {
        await Merchant(email).RegisterAsync(Registration with { Email = email });
        var added = await Merchant(email).AddWalletAsync(new SaveWallet { Chain = chain, Token = "USDT", Address = address, Currency = "CNY", Rate = 7m });
        added.Outcome.Should().Be(WalletOutcome.Saved);
        return added.Wallet!.Id;
    }

    protected IOrderGrain Grain(string number, string email = Shop)
    {
        var ids = Host.Get<IOrderIds>();
        return Host.Grains.GetGrain<IOrderGrain>(ids.For(ids.ForEmail(email), number).GrainKey);
    }

    protected async Task<Order> ReadAsync(string number, string email = Shop) => (await Grain(number, email).GetAsync())!;

    /// <summary>An order over 70 CNY, which are 10 USDT.</summary>
    protected async Task<Order> OrderAsync(string number, string wallet, string email = Shop, string? notifyUrl = null)
    {
        var result = await Grain(number, email).CreateAsync(new CreateOrder
        {
            Merchant = Host.Get<IOrderIds>().ForEmail(email),
            Number = number,
            Money = 70,
            WalletId = wallet,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", NotifyUrl = notifyUrl },
        });
        result.Outcome.Should().Be(CreateOutcome.Created, result.Detail);
        return result.Order!;
    }

    /// <summary>A transfer of whole hundredths of what a quote asks for.</summary>
    protected Transfer Pay(Quote quote, int percent, long block, string transaction, string log = "0", string from = "0xf") => new()
    {
        Id = TransferId.Of(quote.Chain, transaction, log),
        Chain = quote.Chain,
        Token = quote.Token,
        Units = quote.Units / 100 * (UInt128)percent,
        From = from,
        To = quote.Address,
        Transaction = transaction,
        Block = block,
        BlockHash = $"0xb{block}",
        BlockTime = Time.GetUtcNow(),
    };

    protected async Task<IReadOnlyList<UnmatchedTransfer>> UnmatchedAsync(string email = Shop) =>
        (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(email), null, 200)).Items;
}

/// <summary>Nodes that confirm whatever they are asked about.</summary>
internal sealed class AgreeingNodes : ISecondOpinion
{
    public Task<IReadOnlySet<TransferId>> ConfirmedAsync(IReadOnlyList<(Order Order, Transfer Transfer)> pending) =>
        Task.FromResult<IReadOnlySet<TransferId>>(pending.Select(item => item.Transfer.Id).ToHashSet());
}

internal static class DispatcherExtensions
{
    /// <summary>Says that all blocks up to one are final, and that nodes agree on everything.</summary>
    public static Task ConfirmAsync(this TransferDispatcher dispatcher, ChainId chain, long finalBlock) => dispatcher.ConfirmAsync(chain, finalBlock, new AgreeingNodes());
}
