using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Chains.Keys;
using Payments.Contracts;
using Payments.Contracts.Audit;
using Payments.Contracts.Wallets;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using Payments.Grains.Orders;
using Payments.Grains.Persistence;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Wallets;

/// <summary>An extended key's owner and its next index. Allotments interleave, so that their writes share commits; an index is taken in memory before any of them waits.</summary>
public sealed class ExtendedKeyGrain(
    [PersistentState(StateNames.ExtendedKey, StorageNames.Batched)] IPersistentState<Stored<RegisteredKey>> stored,
    ChainCatalog chains,
    DerivedAddressQueries addresses,
    MerchantQueries merchants,
    ChainProgress progress,
    IOptions<DerivationOptions> options,
    TimeProvider time) : Grain, IExtendedKeyGrain
{
    /// <summary>Unpaid addresses looked at before a fresh one is given; another order may be quicker with one.</summary>
    private const int Candidates = 8;

    /// <summary>Fresh addresses that may be refused in a row, because wallets named them themselves or another activation gave them out, before an order is.</summary>
    public const int FreshLimit = 64;

    /// <summary>What the audit log calls giving a key to another merchant, or to nobody.</summary>
    private const string KeyMoved = "key-moved";

    private RegisteredKey? committed;
    private AccountKey? account;
    private ChainId chain;
    private string id = "";
    private long next;
    private long? lastPaid;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (chain, id) = ExtendedKeyName.Parse(this.GetPrimaryKeyString());
        if (stored.State.Value is { } known) Use(known);
        if (committed is not null) next = await addresses.NextIndexAsync(chain, id);
    }

    /// <inheritdoc />
    public async Task<bool> RegisterAsync(ExtendedKey key, MerchantId merchant)
    {
        if (key.Id != id) throw new ArgumentException("The key is another grain's.", nameof(key));
        var now = time.GetUtcNow();
        if (committed is { Owner: { } owner } held && owner != merchant && !await IsAbandonedAsync(held, owner, now)) return false;
        if (committed is { } known && known.Owner == merchant && now - known.ClaimedAt < AddressRules.ClaimRenewal) return true;
        await CommitAsync((committed ?? new RegisteredKey { Chain = chain, Key = key, RegisteredAt = now }) with { Owner = merchant, ClaimedAt = now });
        return true;
    }

    /// <inheritdoc />
    public async Task<ExtendedKeyStatus?> GetStatusAsync() => committed is not { } known ? null : new ExtendedKeyStatus
    {
        Owner = known.Owner,
        RegisteredAt = known.RegisteredAt,
        NextIndex = next,
        LastPaidIndex = await addresses.LastPaidIndexAsync(chain, id),
        OpenAddresses = await addresses.CountHeldAsync(chain, id, time.GetUtcNow()),
    };

    /// <inheritdoc />
    public async Task<ExtendedKeyStatus?> MoveAsync(MerchantId? owner)
    {
        if (committed is { } known && known.Owner != owner)
        {
            var change = new AuditChange($"extendedKeys[{chain} {id}].owner", known.Owner?.ToUuid(), owner?.ToUuid());
            await CommitAsync(known with
            {
                Owner = owner,
                ClaimedAt = owner is null ? null : time.GetUtcNow(),
                Audit = AuditChain.Append(
                    known.Audit, this.GetPrimaryKeyString(), AuditContext.Actor, KeyMoved, null, [change], time.GetUtcNow()),
            });
        }
        return await GetStatusAsync();
    }

    /// <inheritdoc />
    public async Task<AllotResult> AllotAsync(AllotAddress command)
    {
        if (account is null || committed?.Owner != command.Merchant) return new AllotResult();
        var readThrough = await progress.ReadThroughAsync(chain) ?? DateTimeOffset.MinValue;
        var freeBefore = readThrough < time.GetUtcNow() ? readThrough : time.GetUtcNow();
        foreach (var (own, index) in await addresses.AllottedToAsync(chain, id, command.Order))
            if (own != command.Refused && await TakeAsync(own, index, command, freeBefore)) return new AllotResult { Address = own };
        if (await IsGapFullAsync())
            foreach (var (free, index) in await addresses.FreeAsync(chain, id, freeBefore, Candidates))
                if (free != command.Refused && await TakeAsync(free, index, command, freeBefore)) return new AllotResult { Address = free };
        for (var tries = 0; tries < FreshLimit; tries++)
        {
            // Taken before anything is awaited: no other call can take it. What is refused here was named by a wallet itself, or given out by another activation.
            var index = next++;
            var fresh = account.AddressAt(index);
            if (await TakeAsync(fresh, index, command, freeBefore)) return new AllotResult { Address = fresh };
        }
        // What was passed over stays so: asked again, the key goes on behind it.
        throw new InvalidOperationException($"{FreshLimit} addresses of key {id} of {chain} in a row were refused, up to index {next - 1}.");
    }

    private Task<bool> TakeAsync(string address, long index, AllotAddress command, DateTimeOffset freeBefore) =>
        GrainFactory.Find<IWalletAddressGrain>(WalletAddressKey.Of(chain, address)).TakeAsync(new TakeAddress
        {
            Merchant = command.Merchant,
            Token = command.Token,
            FreeBefore = freeBefore,
            Allotment = new Allotment
            {
                Key = id,
                Index = index,
                Order = command.Order,
                OpenedAt = command.OpenedAt,
                Until = command.Until,
                WatchUntil = command.Until + options.Value.LateWatch,
                Position = command.Position,
            },
        });

    /// <summary>What was paid is looked up only when the run of unpaid addresses seems full: the index that is known can only be too low.</summary>
    private async Task<bool> IsGapFullAsync()
    {
        if (!AllotmentRules.IsGapFull(next, lastPaid, options.Value.GapLimit)) return false;
        lastPaid = await addresses.LastPaidIndexAsync(chain, id);
        return AllotmentRules.IsGapFull(next, lastPaid, options.Value.GapLimit);
    }

    /// <summary>Whether nothing of its owner's is left here: no fresh claim, no wallet, no order with one of its addresses.</summary>
    private async Task<bool> IsAbandonedAsync(RegisteredKey known, MerchantId owner, DateTimeOffset now) =>
        (known.ClaimedAt is not { } claimed || now - claimed >= AddressRules.ClaimTime) &&
        await addresses.CountHeldAsync(chain, id, now) == 0 &&
        !await merchants.HasKeyAsync(owner, chain, id);

    private async Task CommitAsync(RegisteredKey key)
    {
        await stored.SaveAsync(key, GrainContext);
        Use(key);
    }

    private void Use(RegisteredKey key)
    {
        committed = key;
        if (account is not null) return;
        var reading = chains.ReadKey(chain, key.Key.Text, key.Key.ScriptType);
        account = reading.Key ?? throw new InvalidOperationException($"The stored key {id} of {chain} cannot be used: {reading.Error}.");
    }
}
