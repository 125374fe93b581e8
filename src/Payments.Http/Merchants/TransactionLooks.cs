using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>Finds out what a transaction is to a merchant: from the chain's nodes, and from what the gateway has stored of it.</summary>
internal sealed class TransactionLooks(
    IGrainFactory grains,
    OrderQueries orders,
    TransferStandings standings,
    WalletAddressQueries addresses,
    ChainCatalog chains,
    TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Looks at a transaction. What pays the merchant and was missed is brought to its order as all payments are, never by hand, so that
    /// it counts once.
    /// </summary>
    /// <param name="merchant">Who asks.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="transaction">Its name as the chain prints it.</param>
    /// <param name="order">The order that it is asked for, or null.</param>
    /// <exception cref="InputException">No node could tell: 503.</exception>
    public async Task<TransactionFinding> LookAsync(MerchantId merchant, ChainId chain, string transaction, Order? order)
    {
        var watcher = grains.Find<IChainWatcherGrain>(chain.WatcherKey);
        var sight = await watcher.LookAsync(transaction);
        if (sight.Failure is { } failure) throw Silent(failure);
        var question = new TransferQuestion(merchant, order, sight.IsRead, sight.IsFinal, WasTakenUp: false, time.GetUtcNow());
        var first = await JudgedAsync(sight, transaction, question, new HashSet<TransferId>());
        Transfer[] missed = [.. first.Where(one => one.Code == LookCode.Missed).Select(one => one.Standing.Transfer)];
        if (missed.Length > 0 && !await watcher.TakeUpAsync(missed))
            throw Silent("it pays you and was missed, and its chain is just being reorganised; try again in a minute");
        var judged = missed.Length == 0
            ? first
            : await JudgedAsync(sight, transaction, question, missed.Select(transfer => transfer.Id).ToHashSet());
        return new TransactionFinding(sight, await CodeAsync(merchant, chain, sight, judged, order), judged);
    }

    private static InputException Silent(string why) =>
        new("transaction", why, StatusCodes.Status503ServiceUnavailable) { RetryAfter = AskAgain };

    /// <summary>
    /// Transfers of the transaction that the merchant may know of: its own, and those that an order of somebody's counts.
    /// </summary>
    private async Task<IReadOnlyList<JudgedTransfer>> JudgedAsync(
        TransactionSight sight, string transaction, TransferQuestion question, IReadOnlySet<TransferId> taken)
    {
        var naming = await orders.NamingAsync(transaction);
        // Nodes forget: what an order counts is known without them.
        var counted = naming.SelectMany(order => order.Transfers).Select(one => one.Transfer).Where(one => one.Transaction == transaction);
        Transfer[] all = [.. sight.Transfers.Concat(counted).DistinctBy(transfer => transfer.Id)];
        var owners = await standings.OwnersAsync(all);
        var judged = new List<JudgedTransfer>();
        foreach (var transfer in all)
        {
            var standing = await standings.FindAsync(
                transfer, owners.GetValueOrDefault((transfer.Chain, transfer.To)), naming, chains.StepOf(transfer));
            var wasTaken = taken.Contains(transfer.Id);
            var code = LookRules.Of(standing, question with { WasTakenUp = wasTaken });
            var isOwn = standing.Owner == question.Merchant || standing.Counting?.Merchant == question.Merchant;
            if (isOwn || code == LookCode.CountedElsewhere) judged.Add(new JudgedTransfer(standing, code, wasTaken, isOwn));
        }
        return judged;
    }

    private async Task<LookCode> CodeAsync(
        MerchantId merchant, ChainId chain, TransactionSight sight, IReadOnlyList<JudgedTransfer> judged, Order? order)
    {
        if (judged.Count > 0)
            return (judged.FirstOrDefault(one => order is not null && one.Standing.Counting?.Id == order.Id) ??
                judged.FirstOrDefault(one => one.IsOwn) ?? judged[0]).Code;
        if (!sight.IsKnown) return LookCode.Unknown;
        if (sight.HasFailed) return LookCode.Failed;
        if (sight.Block is null) return LookCode.Waiting;
        var owners = await addresses.OwnersAsync(chain, [.. sight.Paid.Select(paid => paid.Address).Distinct()]);
        PaidAddress[] own = [.. sight.Paid.Where(paid => owners.GetValueOrDefault(paid.Address) == merchant)];
        return LookRules.OfUnread(own.Length > 0, own.Any(paid => paid.IsTaken));
    }
}

/// <summary>What a transaction is to a merchant.</summary>
/// <param name="Sight">What the nodes say.</param>
/// <param name="Code">What it is as a whole: what its first transfer that concerns the merchant is, or why there is none.</param>
/// <param name="Transfers">Its transfers that concern the merchant.</param>
internal sealed record TransactionFinding(TransactionSight Sight, LookCode Code, IReadOnlyList<JudgedTransfer> Transfers);

/// <summary>What one transfer is to a merchant.</summary>
/// <param name="Standing">What is stored of it.</param>
/// <param name="Code">What it is.</param>
/// <param name="WasTakenUp">Whether it was missed and brought to its order just now.</param>
/// <param name="IsOwn">Whether it paid the merchant's address or counts for an order of the merchant's.</param>
internal sealed record JudgedTransfer(TransferStanding Standing, LookCode Code, bool WasTakenUp, bool IsOwn);
