using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.PayLinks;
using Payments.Domain.PayLinks;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.PayLinks;

/// <summary>
/// A payment link. A place is stored before its order is opened, so that a crash between leaves a place that is given again.
/// </summary>
[GrainType("pay-link")]
public sealed partial class PayLinkGrain(
    [PersistentState(StateNames.PayLink, StorageNames.Default)] IPersistentState<Stored<PayLink>> stored,
    JsonStateSerializer serializer, IOrderIds ids, TimeProvider time, ILogger<PayLinkGrain> logger) : Grain, IPayLinkGrain
{
    private PayLink? committed;

    private DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<PayLink?> GetAsync()
    {
        // Anybody may ask for any link: what is not there takes no memory.
        if (committed is null) DeactivateOnIdle();
        return Task.FromResult(committed);
    }

    /// <inheritdoc />
    public async Task<PayLink> MakeAsync(MakePayLink command)
    {
        if (committed is not null) return committed;
        var now = Now;
        await CommitAsync(Audited(Made, With(new PayLink
        {
            Merchant = command.Merchant,
            Code = command.Code,
            Title = command.Terms.Title,
            Currency = command.Currency,
            Money = command.Money,
            MaxPayments = command.MaxPayments,
            CreatedAt = now,
            UpdatedAt = now,
        }, command.Terms)));
        LogMade(logger, command.Code, command.Merchant);
        return committed!;
    }

    /// <inheritdoc />
    public async Task<PayLink?> ChangeAsync(PayLinkTerms terms)
    {
        if (committed is null) return await GetAsync();
        if (PayLinkTerms.Of(committed) == terms) return committed;
        var next = With(committed, terms) with { UpdatedAt = Now };
        await CommitAsync(Audited(DeedOf(committed, next), next));
        return committed;
    }

    /// <inheritdoc />
    public async Task<PayLinkVisit> TakeAsync(string visit)
    {
        if (await GetAsync() is not { } link) return new PayLinkVisit { Outcome = PayLinkOutcome.NotFound };
        var decision = PayLinkRules.Take(link, visit, null, Now);
        if (decision.Outcome == PayLinkOutcome.AskOrders) decision = PayLinkRules.Take(link, visit, await StandingsAsync(link), Now);
        if (!ReferenceEquals(decision.Link, link)) await CommitAsync(decision.Link);
        return new PayLinkVisit { Outcome = decision.Outcome, Link = committed, Number = decision.Number };
    }

    /// <summary>What the orders are that may still give their places back.</summary>
    private async Task<IReadOnlyDictionary<string, PayLinkStanding>> StandingsAsync(PayLink link)
    {
        var numbers = link.Uses.Where(use => !use.IsPaid).Select(use => use.Number).ToArray();
        var orders = await Task.WhenAll(numbers.Select(number =>
            GrainFactory.Find<IOrderGrain>(ids.For(link.Merchant, number).GrainKey).GetAsync()));
        var now = Now;
        return numbers.Zip(orders).ToDictionary(pair => pair.First, pair => PayLinkRules.StandingOf(pair.Second, now));
    }

    private static PayLink With(PayLink link, PayLinkTerms terms) => link with
    {
        Title = terms.Title,
        Description = terms.Description,
        ReturnUrl = terms.ReturnUrl,
        ExpiresAt = terms.ExpiresAt,
        IsOff = terms.IsOff,
    };

    private async Task CommitAsync(PayLink next)
    {
        await stored.SaveAsync(next, GrainContext);
        committed = next;
    }
}
