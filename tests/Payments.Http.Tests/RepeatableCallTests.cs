using System.Data.Common;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Notices;
using Payments.Contracts.Orders;
using Payments.Contracts.PayLinks;
using Payments.Contracts.Payouts;
using Payments.Contracts.People;
using Payments.Contracts.Providers;
using Payments.Contracts.Rates;
using Payments.Contracts.Reconciliation;
using Payments.Contracts.Risk;
using Payments.Contracts.StaticWallets;
using Payments.Contracts.Users;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Notices;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Domain.Payouts;
using Payments.Domain.Providers;
using Payments.Domain.Rates;
using Payments.Domain.Reconciliation;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;
using Payments.Domain.Wallets;
using Payments.Storage;
using Payments.Storage.Reconciliation;
using Payments.Storage.States;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests;

/// <summary>Calls that fronts may make again after a lost answer: the second changes nothing more and answers alike.</summary>
public sealed class RepeatableCallTests : IAsyncLifetime
{
    private GatewayHost gateway = null!;
    private Shop shop = null!;

    private static IEnumerable<string> Marked =>
        typeof(IOrderGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain))).SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(RepeatableAttribute)) || method.IsDefined(typeof(ReadOnlyAttribute)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = Api.ApiGateway.DeadNode,
            ["Chains:Polygon:Rpc"] = Api.ApiGateway.DeadNode,
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Cryptomus:ApiKey"] = "k",
            ["Providers:Cryptomus:MerchantUuid"] = "5d3c2f4e-8a11-4a53-9f61-0b1f5d0c7a11",
            ["Providers:Cryptomus:BaseUrl"] = Api.ApiGateway.DeadNode,
            ["Logging:LogLevel:Default"] = "None"
        });
        shop = await Shop.OpenAsync(gateway, "shop@example.com", ("polygon", "USDT"));
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task Every_call_that_may_be_repeated_changes_nothing_and_answers_alike_the_second_time()
    {
        var grains = gateway.Grains;
        var merchant = shop.Keys.Merchant.Id;
        var wallets = (await grains.GetGrain<IMerchantGrain>(merchant.GrainKey).GetAsync())!.Merchant.Wallets;
        var (first, other) = (wallets.Single(wallet => wallet.Chain == ChainId.Bsc), wallets.Single(wallet => wallet.Chain == ChainId.Polygon));
        var reconciliation = grains.GetGrain<IReconciliationGrain>(new ReconciliationKey("cryptomus", null).GrainKey);
        var known = await gateway.CreateOrderAsync(merchant, "KNOWN", wallet: first.Id);
        var fresh = gateway.Services.GetRequiredService<IOrderIds>().For(merchant, "FRESH");
        var command = new CreateOrder { Merchant = merchant, Number = "FRESH", Money = 70m, WalletId = first.Id, Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70" } };
        var user = grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(merchant, new UserId("user-1")));
        var calls = new Dictionary<string, Func<Task<object?>>>
        {
            ["IOrderGrain.CreateAsync"] = async () => (await grains.GetGrain<IOrderGrain>(fresh.GrainKey).CreateAsync(command)).Order,
            ["IOrderGrain.ChooseWalletAsync"] = async () => (await grains.GetGrain<IOrderGrain>(known.Id.GrainKey).ChooseWalletAsync(other.Id)).Order,
            ["IOrderGrain.GetAsync"] = async () => await grains.GetGrain<IOrderGrain>(known.Id.GrainKey).GetAsync(),
            ["IOrderGrain.GetNewerAsync"] = async () => await grains.GetGrain<IOrderGrain>(known.Id.GrainKey).GetNewerAsync(null),
            ["IMerchantGrain.GetAsync"] = async () => (await grains.GetGrain<IMerchantGrain>(merchant.GrainKey).GetAsync())?.Merchant,
            ["IMerchantGrain.CountUnpaidAsync"] = async () => await grains.GetGrain<IMerchantGrain>(merchant.GrainKey).CountUnpaidAsync(),
            ["IMerchantGrain.WhyForbiddenAsync"] = async () =>
                await grains.GetGrain<IMerchantGrain>(merchant.GrainKey).WhyForbiddenAsync("http://10.0.0.7/n"),
            ["IRateGrain.GetAsync"] = async () => await grains.GetGrain<IRateGrain>(new RatePair("USDT", "XYZ").GrainKey).GetAsync(),
            ["IWalletAddressGrain.GetStatusAsync"] = async () => await grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(ChainId.Bsc, known.Quote!.Address)).GetStatusAsync(),
            ["IExtendedKeyGrain.GetStatusAsync"] = async () => await grains.GetGrain<IExtendedKeyGrain>("xpk-bitcoin-none").GetStatusAsync(),
            ["IChainWatcherGrain.GetStatusAsync"] = async () => (await grains.GetGrain<IChainWatcherGrain>(ChainId.Bsc.WatcherKey).GetStatusAsync()).Chain,
            ["IChainWatcherGrain.AcknowledgeAsync"] = async () =>
            {
                await grains.GetGrain<IChainWatcherGrain>(ChainId.Bsc.WatcherKey).AcknowledgeAsync();
                return (await grains.GetGrain<IChainWatcherGrain>(ChainId.Bsc.WatcherKey).GetStatusAsync()).Removed.Count;
            },
            ["IUserWalletGrain.CreditAsync"] = async () => (await user.CreditAsync(new() { Key = "c", Currency = "CNY", Amount = 9 })).Entry,
            ["IUserWalletGrain.DebitAsync"] = async () => (await user.DebitAsync(new() { Key = "d", Currency = "CNY", Amount = 3 })).Entry,
            ["IUserWalletGrain.HoldAsync"] = async () => (await user.HoldAsync(new() { Key = "h", Currency = "CNY", Amount = 3 })).Entry,
            ["IUserWalletGrain.CaptureAsync"] = async () => (await user.CaptureAsync(new() { Key = "p", About = "h", Amount = 1 })).Entry,
            ["IUserWalletGrain.ReleaseAsync"] = async () => (await user.ReleaseAsync(new() { Key = "r", About = "h" })).Entry,
            ["IUserWalletGrain.ReverseAsync"] = async () => (await user.ReverseAsync(new() { Key = "v", About = "d" })).Entry,
            ["IUserWalletGrain.GetAsync"] = async () => await user.GetAsync(),
            ["IUserKeysGrain.GetAsync"] = async () => await grains.GetGrain<IUserKeysGrain>(UserKeysName.Of(merchant)).GetAsync(false),
            ["IUserCheckGrain.GetAsync"] = async () => await grains.GetGrain<IUserCheckGrain>(IUserCheckGrain.Key).GetAsync(),
            ["IReconciliationGrain.AskAsync"] = async () =>
            {
                var day = new DateOnly(2026, 1, 5);
                (await reconciliation.AskAsync(day)).Should().Be(AskOutcome.Taken);
                await Patience.UntilAsync(reconciliation.GetAsync, state => state!.Asked.Count == 0, "the day was compared");
                var filter = new ReconciliationFilter { Provider = "cryptomus", From = day, To = day };
                var runs = (await gateway.Services.GetRequiredService<ReconciliationQueries>().RunsAsync(filter, null, 10)).Items;
                return runs.Should().ContainSingle().Which.Trouble;
            },
            ["IReconciliationGrain.GetAsync"] = async () => await reconciliation.GetAsync(),
            ["IProviderWatchGrain.GetAsync"] = async () => await grains.GetGrain<IProviderWatchGrain>(IProviderWatchGrain.Key).GetAsync(),
            ["IRiskBookGrain.GetAsync"] = async () => await grains.GetGrain<IRiskBookGrain>(IRiskBookGrain.Key).GetAsync(),
            ["IPayoutGrain.GetLimitsAsync"] = async () =>
                await grains.GetGrain<IPayoutGrain>(PayoutReference.GrainKeyOf(merchant)).GetLimitsAsync(),
            ["IStaticWalletGrain.GetAsync"] = async () =>
                await grains.GetGrain<IStaticWalletGrain>(StaticWalletKey.GrainKeyOf(known.Id.Value)).GetAsync(),
            ["IPayLinkGrain.GetAsync"] = async () =>
            {
                var link = grains.GetGrain<IPayLinkGrain>(PayLinkKey.Of(merchant, "0123456789ab"));
                var terms = new PayLinkTerms { Title = "Tea" };
                await link.MakeAsync(new MakePayLink { Merchant = merchant, Code = "0123456789ab", Terms = terms, Currency = "CNY" });
                return await link.GetAsync();
            },
            ["INoticeGrain.GetAsync"] = async () => await grains.GetGrain<INoticeGrain>(NoticeKey.Of(merchant)).GetAsync() is null,
            ["INoticeGrain.PostAsync"] = async () =>
            {
                var notices = grains.GetGrain<INoticeGrain>(NoticeKey.Of(new PersonId(new string('7', 32))));
                await notices.PostAsync(new PostedLetter
                {
                    Key = "password:1",
                    Event = NoticeEvent.Password,
                    Channel = NoticeChannel.Mail,
                    Recipient = "anna@example.com",
                    Subject = "a",
                    Body = "b",
                });
                return (await notices.GetAsync())!.Told.Count;
            },
            ["IPersonGrain.GetAsync"] = async () =>
            {
                var id = gateway.Services.GetRequiredService<IOrderIds>().PersonOf("anna@example.com");
                var person = grains.GetGrain<IPersonGrain>(id.GrainKey);
                await person.RegisterAsync(new RegisterPerson { Email = "anna@example.com", PasswordHash = "hash" });
                return (await person.GetAsync())!.Email;
            },
            ["IProviderGrain.GetAsync"] = async () =>
            {
                var account = grains.GetGrain<IProviderGrain>(new ProviderKey(merchant, "cryptomus").GrainKey);
                var wish = new SaveProvider { Settings = new Dictionary<string, string> { ["api_key"] = "k" }, Kept = [], Methods = [] };
                if (await account.GetAsync() is null) await account.SaveAsync(wish);
                return (await account.GetAsync())!.Settings["api_key"];
            },
            ["IEndpointHealthGrain.GetAsync"] = async () =>
            {
                var health = grains.GetGrain<IEndpointHealthGrain>(EndpointKey.OfHealth(merchant, "none"));
                if (await health.GetAsync() is null) await health.ReportAsync("HTTP 503", isExhausted: false);
                return await health.GetAsync();
            },
            ["IWebhookRecoveryGrain.StopAsync"] = async () =>
            {
                var recovery = grains.GetGrain<IWebhookRecoveryGrain>(EndpointKey.OfRecovery(merchant, "none"));
                if (await recovery.GetAsync() is null) await recovery.StartAsync(DateTimeOffset.UnixEpoch, withSuperseded: false);
                return await recovery.StopAsync();
            },
            ["IWebhookRecoveryGrain.GetAsync"] = async () =>
                await grains.GetGrain<IWebhookRecoveryGrain>(EndpointKey.OfRecovery(merchant, "none")).GetAsync(),
            ["IWebhookDeliveryGrain.GetAsync"] = async () => await grains.GetGrain<IWebhookDeliveryGrain>($"dlv-{known.Id.Value}-1").GetAsync(),
        };
        calls.Keys.Should().BeEquivalentTo(Marked, "each call that is marked is proved here");
        foreach (var (name, call) in calls)
        {
            var answer = await call();
            var rows = await RowsAsync();
            var again = await call();
            again.Should().BeEquivalentTo(answer, $"{name} answers alike");
            (await RowsAsync()).Should().Equal(rows, $"{name} writes nothing more");
        }
    }

    /// <summary>Keys and versions of all that orders and merchants have stored; chain watchers write on their own.</summary>
    private Task<List<string>> RowsAsync() => gateway.Services.GetRequiredService<IDatabase>().ReadAsync(async connection =>
    {
        var rows = new List<string>();
        foreach (var table in StateTables.All.Where(table => table != StateTable.GrainStates))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT key, version FROM {table.SqlName()} ORDER BY key";
            await using DbDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) rows.Add($"{reader.GetString(0)} {reader.GetInt32(1)}");
        }
        return rows;
    });
}
