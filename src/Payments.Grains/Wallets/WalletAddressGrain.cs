using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Grains.Orders;
using Payments.Grains.State;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Wallets;

/// <summary>An address's owner, and the book of exact amounts there, which lives in memory and is rebuilt from the open orders.</summary>
public sealed partial class WalletAddressGrain(
    [PersistentState(StateNames.WalletAddress, StorageNames.Batched)] IPersistentState<Stored<WatchedAddress>> stored,
    ChainCatalog chains,
    OrderReferences references,
    OrderQueries orders,
    TransferStore unmatched,
    MerchantQueries merchants,
    TimeProvider time,
    ILogger<WalletAddressGrain> logger) : Grain, IWalletAddressGrain
{
    private AmountBook book = null!;
    private ChainId chain;
    private string address = "";

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (chain, address) = WalletAddressKey.Parse(this.GetPrimaryKeyString());
        book = new AmountBook(token => chains.TryGetToken(chain, token, out var info) ? info.Step : 1);
        if (!stored.RecordExists) return;
        await LearnAsync();
        foreach (var held in stored.State.Value?.Held ?? []) book.Add(Entry(held));
    }

    /// <inheritdoc />
    public async Task<bool> RegisterAsync(MerchantId merchant, string token)
    {
        var known = stored.State.Value ?? Fresh();
        if (known.Allotment is not null) return false;
        if (AddressRules.IsAnothers(known, merchant) && !await IsAbandonedAsync(known)) return false;
        await SaveIfChangedAsync(AddressRules.Claim(known, merchant, IsCoin(token), time.GetUtcNow()));
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> TakeAsync(TakeAddress command)
    {
        if (AllotmentRules.Take(stored.State.Value, Fresh(), command.Allotment, command.FreeBefore, time.GetUtcNow()) is not { } taken) return false;
        var isKnown = taken.Owner == command.Merchant && (taken.TakesCoin is true || !IsCoin(command.Token));
        await SaveIfChangedAsync(isKnown ? taken : taken with { Owner = command.Merchant, TakesCoin = taken.TakesCoin is true || IsCoin(command.Token) });
        return true;
    }

    /// <inheritdoc />
    public async Task<AddressStatus?> GetStatusAsync() => stored.State.Value is not { } known ? null : new AddressStatus
    {
        Owner = known.Owner,
        RegisteredAt = known.RegisteredAt,
        OpenAmounts = known.Allotment is { } allotment ? (allotment.Until >= time.GetUtcNow() ? 1 : 0) : book.CountOwned(time.GetUtcNow()),
        HasUnmatched = await unmatched.HasAnyAsync(chain, address),
    };

    /// <inheritdoc />
    public async Task<AddressStatus?> MoveAsync(MerchantId? owner)
    {
        if (stored.State.Value is { } known) await SaveIfChangedAsync(AddressRules.Move(known, owner, time.GetUtcNow()));
        return await GetStatusAsync();
    }

    /// <inheritdoc />
    public async Task<ReserveResult> ReserveAsync(ReserveAmount command)
    {
        // Where the address is the order's alone, any amount is free.
        if (stored.State.Value?.Allotment is { } allotment)
            return allotment.Order == command.Order ? new ReserveResult { Units = command.Units } : new ReserveResult { IsForeign = true };
        if (!command.IsQuotedHere && stored.State.Value?.Owner != command.Merchant) return new ReserveResult { IsForeign = true };
        if (command.Refused is { } refused)
        {
            // Whoever has it was given it elsewhere, and probably not alone.
            book.Refuse(command.Order, command.Token, refused);
            await LearnAsync();
            book.Add(new BookEntry { Order = null, Token = command.Token, Units = refused, Until = command.Until, OpenedAt = command.OpenedAt });
        }
        if (command.IsTakenForNew && book.Knows(command.Order)) return new ReserveResult { IsKnown = true };
        foreach (var counted in command.Counted) book.Counted(counted.Id, command.Order);
        var units = book.Reserve(new BookEntry
        {
            Order = command.Order,
            Reference = references.Of(chain, command.Order),
            Token = command.Token,
            Units = command.Units,
            Tolerated = command.Tolerated ?? 0,
            Until = command.Until,
            OpenedAt = command.OpenedAt,
            Senders = command.Counted.Select(counted => counted.From).ToArray(),
        }, command.MaxSteps, time.GetUtcNow());
        return new ReserveResult { Units = units };
    }

    /// <inheritdoc />
    public Task WithdrawAsync(OrderId order, string token, UInt128 units)
    {
        book.Refuse(order, token, units);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<bool> HoldAsync(HoldAmount command)
    {
        if (stored.State.Value?.Allotment is not null) return true;
        var held = new HeldAmount { Order = command.Order, Token = command.Token, Units = command.Units, Until = command.Until, OpenedAt = command.OpenedAt };
        if (AddressRules.Hold(stored.State.Value ?? Fresh(), held, command.IsPaidFor, time.GetUtcNow()) is not { } next) return false;
        await SaveAsync(next);
        book.Hold(Entry(held));
        return true;
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(OrderId order)
    {
        if (stored.State.Value is { } state && state.Held.Any(held => held.Order == order))
            await SaveAsync(state with { Held = [.. state.Held.Where(held => held.Order != order)] });
        book.Release(order);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<MatchResult>> MatchAsync(IReadOnlyList<Transfer> transfers)
    {
        if (stored.State.Value is { } known) await SaveIfChangedAsync(AllotmentRules.Paid(known, time.GetUtcNow()));
        var results = new List<MatchResult>(transfers.Count);
        var nobodys = new List<Transfer>();
        foreach (var transfer in transfers)
        {
            var owner = await OwnerAsync(transfer);
            if (owner is null) nobodys.Add(transfer);
            results.Add(new MatchResult { Transfer = transfer.Id, Order = owner });
        }
        foreach (var group in nobodys.GroupBy(MeantFor)) await unmatched.AddAsync([.. group], group.Key);
        return results;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<MatchResult>> SightAsync(IReadOnlyList<Sighting> sightings)
    {
        // Stored before the order hears of it: whatever fails from here on, the address is nobody else's.
        if (stored.State.Value is { } known) await SaveIfChangedAsync(AllotmentRules.Sighted(known, time.GetUtcNow()));
        var results = new List<MatchResult>(sightings.Count);
        foreach (var sighting in sightings) results.Add(new MatchResult { Transfer = sighting.Id, Order = await OwnerAsync(sighting) });
        return results;
    }

    /// <inheritdoc />
    public async Task<ClaimResult> ClaimUnmatchedAsync(TransferId transfer, OrderId order, string token, MerchantId merchant)
    {
        if (stored.State.Value?.Owner != merchant) return new ClaimResult();
        if (await unmatched.FindAsync(transfer) is not { } found || found.Transfer.Chain != chain || found.Transfer.To != address || found.Transfer.Token != token) return new ClaimResult();
        if (!await unmatched.TryAssignAsync(transfer, order)) return new ClaimResult { TakenByOther = true };
        book.Counted(transfer, order);
        return new ClaimResult { Transfer = found.Transfer };
    }

    /// <summary>The order that whoever paid nobody's transfer probably meant: the last one that was given the address alone.</summary>
    private OrderId? MeantFor(Transfer transfer) =>
        stored.State.Value?.Allotment is { } allotment && AllotmentRules.IsAfterOpening(allotment, transfer) ? allotment.Order : null;

    private async Task<OrderId?> OwnerAsync(Sighting sighting)
    {
        if (stored.State.Value?.Allotment is not { } allotment)
            return await ExpectAsync(() => book.Peek(sighting), sighting.Token, sighting.Units) is MatchRule.None ? null : book.Sight(sighting);
        if (!AllotmentRules.Awaits(allotment, sighting)) return null;
        book.Sighted(sighting.Id, allotment.Order);
        return allotment.Order;
    }

    private async Task<OrderId?> OwnerAsync(Transfer transfer)
    {
        if (stored.State.Value?.Allotment is { } allotment) return await OwnerAsync(allotment, transfer);
        var expected = await ExpectAsync(() => book.Peek(transfer), transfer.Token, transfer.Units);
        if (expected is MatchRule.None) return null;
        // A transfer seen again must not turn from nobody's to somebody's only because fewer orders wait by now.
        if (expected is MatchRule.SameSender or MatchRule.SoleOpenOrder && await unmatched.FindAsync(transfer.Id) is not null) return null;
        var (rule, order) = book.Match(transfer);
        return rule == MatchRule.None ? null : order;
    }

    /// <summary>At an address that an order has alone, whatever comes in its time is brought to that order.</summary>
    private async Task<OrderId?> OwnerAsync(Allotment allotment, Transfer transfer)
    {
        // A transfer that came too late stays nobody's when the order is opened again, and dust when less is missing by now.
        if (await unmatched.FindAsync(transfer.Id) is { } found) return found.AssignedOrder;
        if (book.Peek(transfer) == MatchRule.CountedBefore) return book.Match(transfer).Order;
        if (!AllotmentRules.Awaits(allotment, transfer)) return null;
        book.Counted(transfer.Id, allotment.Order);
        return allotment.Order;
    }

    /// <summary>
    /// The rule for a payment, after a look at the database where the book may be mistaken. For seconds another activation may give amounts away, when a silo was taken for dead or is not
    /// yet known to be: what is unknown here may be an order's, what was only proposed here may have been refused and be another's, and an order that seems to wait alone may not.
    /// </summary>
    private async Task<MatchRule> ExpectAsync(Func<MatchRule> peek, string token, UInt128 units)
    {
        var expected = peek();
        var mayBeMistaken = expected switch
        {
            MatchRule.None => await orders.HolderAsync(chain, address, token, units) is not null,
            MatchRule.SameSender or MatchRule.SoleOpenOrder => true,
            MatchRule.ExactAmount => await IsRefusedAsync(book.At(token, units)!),
            MatchRule.CountedBefore or MatchRule.Reference => false,
            _ => throw new InvalidOperationException($"{expected} is no rule."),
        };
        if (!mayBeMistaken) return expected;
        await LearnAsync();
        return peek();
    }

    /// <summary>Whether an amount that was proposed to an order is not its own in the database; then it is taken back, too.</summary>
    private async Task<bool> IsRefusedAsync(BookEntry entry)
    {
        if (entry.IsStored) return false;
        if (await orders.HolderAsync(chain, address, entry.Token, entry.Units) == entry.Order)
        {
            entry.IsStored = true;
            return false;
        }
        book.Refuse(entry.Order!.Value, entry.Token, entry.Units);
        return true;
    }

    /// <summary>Takes over what the database says; what was proposed here and is not stored yet stays.</summary>
    private async Task LearnAsync()
    {
        foreach (var held in await orders.HoldingAsync(chain, address))
        {
            if (held.Order is not { } order)
            {
                // Its amount stays its own: whoever pays it is brought to the order, which fails for itself alone.
                LogUnreadableOrder(logger, held.Id, chain, address);
                book.Learn(new BookEntry { Order = held.Id, Token = held.Token, Units = held.Units, Until = DateTimeOffset.MaxValue, OpenedAt = DateTimeOffset.UnixEpoch });
                continue;
            }
            var reservation = order.Reservation!;
            var here = order.Transfers.Where(counted => counted.Transfer.Chain == chain && counted.Transfer.To == address && counted.Transfer.Token == reservation.Token);
            book.Learn(new BookEntry
            {
                Order = order.Id,
                Reference = references.Of(chain, order.Id),
                Token = reservation.Token,
                Units = reservation.Units,
                Until = reservation.Until,
                OpenedAt = order.OpenedAt,
                Senders = here.Select(counted => counted.Transfer.From).ToArray(),
                Tolerated = order.Quote is { } quote && quote.Asks(reservation) ? quote.Tolerated ?? 0 : 0,
                IsPaid = Domain.Orders.PaymentFacts.Of(order) is { Missing: var missing } && missing == 0,
            });
            foreach (var counted in order.Transfers) book.Counted(counted.Transfer.Id, order.Id);
            foreach (var sighting in order.Sightings) book.Sighted(sighting.Id, order.Id);
        }
    }

    /// <summary>Whether nothing of its owner's is left here: no wallet, no amount of an order, no money that waits to be assigned.</summary>
    private async Task<bool> IsAbandonedAsync(WatchedAddress known) =>
        AddressRules.HasSettled(known, time.GetUtcNow()) &&
        book.CountOwned(time.GetUtcNow()) == 0 &&
        !await unmatched.HasAnyAsync(chain, address) &&
        !await merchants.HasWalletAsync(known.Owner!.Value, chain, address);

    private WatchedAddress Fresh() => new() { Chain = chain, Address = address, RegisteredAt = time.GetUtcNow(), TakesCoin = false };

    /// <summary>What is not known as a token may be the coin.</summary>
    private bool IsCoin(string token) => !chains.TryGetToken(chain, token, out var info) || info.IsNative;

    private Task SaveIfChangedAsync(WatchedAddress next) => ReferenceEquals(next, stored.State.Value) ? Task.CompletedTask : SaveAsync(next);

    private Task SaveAsync(WatchedAddress next) => stored.SaveAsync(next, GrainContext);

    private BookEntry Entry(HeldAmount held) => new()
    {
        Order = held.Order,
        Reference = references.Of(chain, held.Order),
        Token = held.Token,
        Units = held.Units,
        Until = held.Until,
        OpenedAt = held.OpenedAt,
        IsHeld = true,
        IsStored = true,
    };
}
