using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Grains.Wallets;
using Payments.Storage;

namespace Payments.Testing.Silo.Auditing;

/// <summary>
/// Looks after a scenario whether all money has its place: what came to watched addresses is counted by one order, is unmatched, or is
/// counted dust; and the book of each shared address says what the database says. It writes down what was brought to addresses and reads
/// rows by itself; of the code under test it asks only that addresses look at the database where they may be mistaken.
/// </summary>
public sealed class MoneyAudit : IIncomingGrainCallFilter
{
    private const string ProbeMark = ":audit-";

    private readonly ConcurrentDictionary<string, Transfer> came = new();
    private readonly ConcurrentQueue<(string Chain, long Ancestor)> reverted = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<BookLine>> books = new();
    private readonly ConcurrentDictionary<(string Chain, string Address, string Token), bool> seeded = new();
    private int probes;

    /// <summary>Writes down what an address was brought.</summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.MethodName != nameof(IWalletAddressGrain.MatchAsync)) return;
        if (context.TargetContext?.GrainInstance is not WalletAddressGrain grain) return;
        foreach (var transfer in (IReadOnlyList<Transfer>)context.Request.GetArgument(0)!)
        {
            if (!transfer.Id.Value.Contains(ProbeMark, StringComparison.Ordinal)) came[transfer.Id.Value] = transfer;
            else books[context.TargetId.Key.ToString()!] = BookLine.Read(grain);
        }
    }

    /// <summary>Says that a test brought a transfer to its order past the address.</summary>
    public void Came(Transfer transfer) => came[transfer.Id.Value] = transfer;

    /// <summary>Says that a test gave a transfer to an order that is but a name.</summary>
    public void Forget(TransferId transfer) => came.TryRemove(transfer.Value, out _);

    /// <summary>Takes over what came in an earlier process of the same installation.</summary>
    public void Continue(MoneyAudit earlier)
    {
        foreach (var (id, transfer) in earlier.came) came.TryAdd(id, transfer);
        foreach (var revert in earlier.reverted) reverted.Enqueue(revert);
        foreach (var place in earlier.seeded.Keys) seeded[place] = true;
    }

    /// <summary>Says that a test itself took back all blocks above one. What a chain's watcher takes back is seen by its cursor.</summary>
    public void Revert(ChainId chain, long ancestor)
    {
        reverted.Enqueue((chain.Value, ancestor));
        foreach (var (id, transfer) in came)
            if (transfer.Chain == chain && transfer.Block > ancestor) came.TryRemove(id, out _);
    }

    /// <summary>What is wrong, each in a sentence; empty where nothing is. Nothing may be under way.</summary>
    /// <param name="services">Those of the silo, or of a gateway.</param>
    public async Task<IReadOnlyList<string>> ViolationsAsync(IServiceProvider services)
    {
        var rows = await services.GetRequiredService<IDatabase>().ReadAsync(MoneyRows.ReadAsync);
        var wrong = new List<string>();
        CheckPlaces(rows, wrong);
        foreach (var address in rows.SharedAddresses) await CheckBookAsync(services, rows, address, wrong);
        return wrong;
    }

    private void CheckPlaces(MoneyRows rows, List<string> wrong)
    {
        var missing = new Dictionary<(string Chain, string Address, string Token), long>();
        var isAnyGone = !reverted.IsEmpty;
        foreach (var transfer in came.Values)
        {
            var standing = rows.StandingOf(transfer);
            isAnyGone |= standing is false;
            var isPlaced = IsPlaced(rows, transfer, standing is false, wrong);
            if (isPlaced || standing is not true) continue;
            var place = (transfer.Chain.Value, transfer.To, transfer.Token);
            missing[place] = missing.GetValueOrDefault(place) + 1;
        }
        wrong.AddRange(rows.Counted.Where(line => line is { IsAssigned: false, IsRemoved: false } && !came.ContainsKey(line.Id))
            .Select(line => $"{line.Id} counts for {line.Order} and never came."));
        foreach (var place in rows.Dust.Keys.Union(missing.Keys))
        {
            // A block that is gone leaves its dust counted.
            var (dust, count) = (DustAt(rows, place), missing.GetValueOrDefault(place));
            if (isAnyGone ? count > dust : count != dust)
                wrong.Add($"Of {place} {count} transfers are neither counted nor unmatched, and {dust} are counted as dust.");
        }
    }

    /// <summary>How many transfers were counted as dust, without the one of this auditor that may have been the first.</summary>
    private long DustAt(MoneyRows rows, (string Chain, string Address, string Token) place)
    {
        if (!rows.Dust.TryGetValue(place, out var dust) || dust.LastBlock == MoneyRows.ProbeBlock) return 0;
        return seeded.ContainsKey(place) ? dust.Count - 1 : dust.Count;
    }

    /// <summary>Whether an order counts a transfer or it is unmatched; both, or in another way than it came, is wrong.</summary>
    private static bool IsPlaced(MoneyRows rows, Transfer transfer, bool isGone, List<string> wrong)
    {
        var id = transfer.Id.Value;
        var counted = rows.Counted.Where(line => line.Id == id).ToArray();
        var listed = rows.Unmatched.Find(line => line.Id == id);
        var isFree = listed is { AssignedOrder: null };
        if (counted.Length + (isFree ? 1 : 0) > 1)
            wrong.Add($"{id} is counted by {string.Join(", ", counted.Select(line => line.Order))}{(isFree ? " and is unmatched" : "")}.");
        var asCame = transfer.Units.ToString(CultureInfo.InvariantCulture);
        foreach (var units in counted.Select(line => line.Units).Concat(listed is null ? [] : [listed.Units]))
            if (units != asCame) wrong.Add($"{id} is over {asCame} and stands as {units}.");
        if (isGone && isFree) wrong.Add($"{id} is unmatched, and its block is gone.");
        if (isGone && counted.Any(line => !line.IsRemoved)) wrong.Add($"{id} counts for {counted[0].Order}, and its block is gone.");
        return counted.Length > 0 || isFree;
    }

    /// <summary>Brings the address what fits nobody, for which it must look at the database, and reads its book in the same turn.</summary>
    private async Task CheckBookAsync(IServiceProvider services, MoneyRows rows, (string Chain, string Address) place,
        List<string> wrong)
    {
        var held = rows.Orders.Where(order => order.Held is { } one && (one.Chain, one.Address) == place).ToArray();
        if (held.Length == 0) return;
        var key = WalletAddressKey.Of(new ChainId(place.Chain), place.Address);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var tokens = held.GroupBy(order => order.Held!.Token, order => order.Held!.Units);
        Transfer[] strays = [.. tokens.Where(token => !token.Any(IsLikeStray)).Select(token => Stray(place, token.Key, now))];
        if (strays.Length == 0) return;
        foreach (var stray in strays.Select(stray => (place.Chain, place.Address, stray.Token)).Where(at => !rows.Dust.ContainsKey(at)))
            seeded[stray] = true;
        books.TryRemove(key, out _);
        await services.GetRequiredService<IGrainFactory>().GetGrain<IWalletAddressGrain>(key).MatchAsync(strays);
        // Where several processes serve addresses, another's auditor may have seen it.
        if (!books.TryGetValue(key, out var book)) return;
        wrong.AddRange(held.Select(order => Difference(order, place.Address, book)).OfType<string>());
        var named = held.Select(order => (order.Held!.Token, order.Held.Units)).ToHashSet();
        wrong.AddRange(book.Where(line => line.IsStored && !named.Contains((line.Token, line.Units)))
            .Select(line => $"{place.Address} has {line.Units} {line.Token} stored as {line.Order}'s, and the database does not."));
    }

    /// <summary>What a book has otherwise than the order's row, or null.</summary>
    private static string? Difference(MoneyRows.OrderLine order, string address, IReadOnlyList<BookLine> book)
    {
        var (token, units) = (order.Held!.Token, order.Held.Units);
        var line = book.FirstOrDefault(line => line.Token == token && line.Units == units);
        var known = line?.Order ?? "nobody";
        if (known != order.Id) return $"{address} knows {units} {token} as {known}'s, the database as {order.Id}'s.";
        return order.Waits is { } waits && waits != line!.Waits
            ? $"{order.Id} {(waits ? "waits" : "does not wait")} for money, and {address} thinks otherwise."
            : null;
    }

    /// <summary>Whether one unit may be a payment of an amount, or a part of it.</summary>
    private static bool IsLikeStray(string units) => units.Length == 1;

    /// <summary>One unit of a coin, in a block below all others, so that it is counted as dust once at most.</summary>
    private Transfer Stray((string Chain, string Address) place, string token, DateTimeOffset now)
    {
        var id = $"{place.Chain}{ProbeMark}{Interlocked.Increment(ref probes)}";
        return new Transfer
        {
            Id = new TransferId(id),
            Chain = new ChainId(place.Chain),
            Token = token,
            Units = 1,
            From = "",
            To = place.Address,
            Transaction = id,
            Block = MoneyRows.ProbeBlock,
            BlockHash = "",
            BlockTime = now,
        };
    }
}
