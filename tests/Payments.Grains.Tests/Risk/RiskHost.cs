using Payments.Contracts.Orders;
using Payments.Contracts.Risk;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Risk;
using Payments.Grains.Tests.Transfers;
using Payments.Storage.Queries;
using Payments.Storage.Risk;

namespace Payments.Grains.Tests.Risk;

/// <summary>A merchant with a wallet on BSC, and rules.</summary>
public abstract class RiskHost : TransferHost
{
    protected const string Reason = "known customer";
    protected const string NotifyUrl = "https://shop.example/notify";

    protected static RiskRule Rule(
        RiskOutcome outcome, RiskMeasure measure = RiskMeasure.Amount, RiskSubject subject = RiskSubject.Merchant, string id = "r1",
        decimal? limit = null, int? window = null, string? list = null, int priority = 0) => new()
        {
            Id = id,
            Name = $"rule {id}",
            Subject = subject,
            Measure = measure,
            Outcome = outcome,
            Priority = priority,
            State = RiskRuleState.Active,
            Limit = limit ?? (measure is RiskMeasure.Amount ? 50 : null),
            Currency = measure is RiskMeasure.Amount or RiskMeasure.Sum ? "CNY" : null,
            WindowSeconds = window,
            List = list,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };

    protected Task AddRuleAsync(RiskRule rule, bool isInstallation = false) =>
        ChangeAsync(new RiskChange { Rule = rule }, isInstallation);

    /// <summary>A list with items, as an upload writes it.</summary>
    protected async Task AddListAsync(string id, RiskSubject subject, params string[] items)
    {
        var list = new RiskList { Id = id, Name = id, Subject = subject, UpdatedAt = Time.GetUtcNow() };
        await ChangeAsync(new RiskChange { List = list });
        var store = Host.Get<RiskItems>();
        var edition = store.NewEdition(1);
        await store.AddAsync(id, edition, items);
        await ChangeAsync(new RiskChange { List = list with { Edition = edition, Items = items.Length }, IsKnown = true, FromEdition = 0 });
    }

    protected async Task ChangeAsync(RiskChange change, bool isInstallation = false)
    {
        var result = isInstallation
            ? await Host.Grains.GetGrain<IRiskBookGrain>(IRiskBookGrain.Key).ChangeAsync(change)
            : await Merchant(Shop).ChangeRiskAsync(change);
        result.Outcome.Should().Be(RiskChangeOutcome.Saved);
    }

    protected Task<CreateOrderResult> CreateAsync(
        string number, string wallet, decimal money = 70, string? user = null, string? network = null) =>
        Grain(number).CreateAsync(new CreateOrder
        {
            Merchant = Id,
            Number = number,
            Money = money,
            WalletId = wallet,
            Network = network,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", NotifyUrl = NotifyUrl, User = user },
        });

    protected async Task<ReviewState?> ReviewAsync(string number) => OrderRules.ReviewOf(await ReadAsync(number));

    protected async Task<IReadOnlyList<Delivery>> CallbacksAsync(string number) =>
        (await Host.Get<DeliveryQueries>().ListAsync(Id, (await ReadAsync(number)).Id, null, 20)).Items;

    protected async Task<IReadOnlyList<RiskDecisionRow>> DecisionsAsync() =>
        (await Host.Get<RiskDecisions>().PageAsync(Id, null, null, 100)).Items;

    protected MerchantId Id => Host.Get<IOrderIds>().ForEmail(Shop);
}
