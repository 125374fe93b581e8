using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Charges;
using Payments.Contracts.Orders;
using Payments.Contracts.Providers;
using Payments.Contracts.Refunds;
using Payments.Contracts.Users;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Providers;
using Payments.Domain.Refunds;
using Payments.Domain.Secrets;
using Payments.Domain.Users;
using Payments.Grains.Merchants;
using Payments.Grains.Tests.Merchants;
using Payments.Providers.Common;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Refunds;

/// <summary>Orders over 70 CNY that were paid at a provider of the tests' own.</summary>
public abstract class RefundHost : MerchantHost
{
    protected ManualTimeProvider Clock { get; } = new();

    protected ToyProvider Toy { get; } = new()
    {
        Abilities = ProviderAbilities.Query | ProviderAbilities.Refund | ProviderAbilities.PartialRefund | ProviderAbilities.QueryRefund,
    };

    protected MerchantId Owner => Host.Get<IOrderIds>().ForEmail("shop@example.com");

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<IPaymentProvider>(Toy);
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
    }, Clock);

    protected IOrderGrain Grain(string number) => Host.Grains.GetGrain<IOrderGrain>(Host.Get<IOrderIds>().For(Owner, number).GrainKey);

    protected IUserWalletGrain Wallet(string user) => Host.Grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(Owner, new UserId(user)));

    protected async Task<Order> PaidAsync(string number, string? user = null)
    {
        await OpenAsync(number, user);
        return await PayAsync(number);
    }

    /// <summary>Opens an order; one that expired opens again.</summary>
    protected async Task OpenAsync(string number, string? user = null)
    {
        await Merchant().RegisterAsync(Registration);
        await Host.Grains.GetGrain<IProviderGrain>(new ProviderKey(Owner, "toy").GrainKey).SaveAsync(new SaveProvider
        {
            Settings = new Dictionary<string, string> { ["key"] = "k-1" },
            Kept = [],
            Methods = ["toy_page"],
        });
        await Grain(number).CreateAsync(new CreateOrder
        {
            Merchant = Owner,
            Number = number,
            Money = 70,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", Subject = "VIP", User = user },
        });
    }

    protected async Task<Order> PayAsync(string number)
    {
        var wish = new StartCharge { Method = "toy_page", PublicUrl = "https://pay.test" };
        var charge = (await Grain(number).StartChargeAsync(wish)).Charge!;
        Toy.Become(charge.Reference, ChargeState.Paid);
        await Grain(number).AskChargeAsync("toy", charge.Reference, new Dictionary<string, string>());
        return await ReadAsync(number);
    }

    protected Task<RefundResult> RefundAsync(string number, string id = "r-1", string? amount = null) =>
        Grain(number).RequestRefundAsync(new RefundRequest
        {
            Id = id,
            Wish = new RefundWish { Amount = amount, Reason = "returned" },
            By = "key",
            PublicUrl = "https://pay.test",
        });

    protected async Task<Order> ReadAsync(string number) => (await Grain(number).GetAsync())!;

    protected async Task<Refund> ReadRefundAsync(string number, int refund = 1) => (await ReadAsync(number)).Refunds[refund - 1];

    protected async Task PassAsync(TimeSpan time, string number)
    {
        Clock.Advance(time);
        await Grain(number).WakeAsync();
    }

    protected static string ReferenceOf(Order order, int number = 1) => new RefundReference(order.Id, number).ToString();

    protected static RefundAnswer Unknown => new(ProviderOutcome.Unknown, null, null, "no answer");

    protected static RefundNews News(Order order, RefundStatus status, decimal amount, int number = 1) =>
        new() { Reference = ReferenceOf(order, number), Status = status, Amount = amount, Word = status.ToString() };
}
