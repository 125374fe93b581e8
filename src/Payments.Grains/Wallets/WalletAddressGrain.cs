using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Contracts.Audit;
using Payments.Contracts.Wallets;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Grains.Chains;
using Payments.Grains.Orders;
using Payments.Grains.Persistence;
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
    SetAsides asides,
    TransferMemory memory,
    MerchantQueries merchants,
    IOptions<OrderOptions> options,
    TimeProvider time,
    ILogger<WalletAddressGrain> logger) : Grain, IWalletAddressGrain
{
    /// <summary>What the audit log calls giving an address to another merchant, or to nobody.</summary>
    private const string AddressMoved = "address-moved";

    private readonly CoinChanges changes = new();
    private AmountBook book = null!;
    private ChainId chain;
    private string address = "";

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (chain, address) = WalletAddressKey.Parse(this.GetPrimaryKeyString());
        book = new AmountBook();
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
        if (stored.State.Value is { } known && known.Owner != owner)
        {
            var change = new AuditChange($"addresses[{chain} {address}].owner", known.Owner?.ToUuid(), owner?.ToUuid());
            var mark = AuditChain.Append(
                known.Audit, this.GetPrimaryKeyString(), AuditContext.Actor, AddressMoved, null, [change], time.GetUtcNow());
            await SaveAsync(AddressRules.Move(known, owner, time.GetUtcNow()) with { Audit = mark });
        }
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
            Position = command.Position,
            Senders = command.Counted.Select(counted => counted.From).ToArray(),
        }, new Nudge(command.Step ?? PayableStep(command.Token), command.MaxSteps), time.GetUtcNow());
        return new ReserveResult { Units = units };
    }

    /// <inheritdoc />
    public Task WithdrawAsync(OrderId order, string token, UInt128 units)
    {
        book.Refuse(order, token, units);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<TimeSpan?> CountChangeAsync(string network) => Task.FromResult(stored.State.Value?.Allotment is null
        ? changes.Take(network, options.Value.CoinChangesPerNetwork, time.GetUtcNow())
        : null);

    /// <inheritdoc />
    public async Task<bool> HoldAsync(HoldAmount command)
    {
        if (stored.State.Value?.Allotment is not null) return true;
        var held = new HeldAmount
        {
            Order = command.Order,
            Token = command.Token,
            Units = command.Units,
            Until = command.Until,
            OpenedAt = command.OpenedAt,
            Position = command.Position,
        };
        var known = stored.State.Value ?? Fresh();
        var next = AddressRules.Hold(known, held, command.IsPaidFor, time.GetUtcNow());
        if (!ReferenceEquals(next, known)) await SaveAsync(next);
        book.Hold(Entry(held));
        return !ReferenceEquals(next, known);
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(OrderId order)
    {
        if (stored.State.Value is { } state && state.Held.Any(held => held.Order == order))
            await SaveAsync(state with { Held = [.. state.Held.Where(held => held.Order != order)] });
        book.Release(order);
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

    /// <summary>Whether nothing of its owner's is left here: no wallet, no amount of an order, no money that waits to be assigned.</summary>
    private async Task<bool> IsAbandonedAsync(WatchedAddress known) =>
        AddressRules.HasSettled(known, time.GetUtcNow()) &&
        book.CountOwned(time.GetUtcNow()) == 0 &&
        !await unmatched.HasAnyAsync(chain, address) &&
        !await merchants.HasWalletAsync(known.Owner!.Value, chain, address);

    private WatchedAddress Fresh() => new() { Chain = chain, Address = address, RegisteredAt = time.GetUtcNow(), TakesCoin = false };

    /// <summary>What is not known as a token may be the coin.</summary>
    private bool IsCoin(string token) => !chains.TryGetToken(chain, token, out var info) || info.IsNative;

    private UInt128 PayableStep(string token) => chains.TryGetToken(chain, token, out var info) ? info.Step : 1;

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
        Position = held.Position,
        IsHeld = true,
        IsStored = true,
    };
}
