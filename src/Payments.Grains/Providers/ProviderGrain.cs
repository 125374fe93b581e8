using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Providers;
using Payments.Domain.Providers;
using Payments.Domain.Secrets;
using Payments.Grains.Identity;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Providers;

/// <summary>A merchant's account at a payment provider. Reads interleave with writes and see only what was committed.</summary>
[GrainType("provider")]
public sealed partial class ProviderGrain(
    [PersistentState(StateNames.Provider, StorageNames.Default)] IPersistentState<Stored<ProviderState>> stored,
    SecretBox box,
    InstallationIds ids,
    ProviderReader reader,
    TimeProvider time,
    ILogger<ProviderGrain> logger) : Grain, IProviderGrain
{
    private ProviderState? committed;
    private ProviderAccess? access;

    private ProviderKey Key => ProviderKey.FromGrainKey(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Withdraw();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ProviderAccess?> GetAsync()
    {
        if (committed is null)
        {
            DeactivateOnIdle();
            return Task.FromResult<ProviderAccess?>(null);
        }
        if (access is null)
        {
            access = Opened(committed);
            reader.Publish(access);
        }
        return Task.FromResult<ProviderAccess?>(access);
    }

    /// <inheritdoc />
    public async Task<ProviderResult> SaveAsync(SaveProvider command, string? keyHash)
    {
        var now = time.GetUtcNow();
        var before = committed is null ? null : Opened(committed).Settings;
        var settings = new Dictionary<string, string>(command.Settings);
        foreach (var name in command.Kept)
            if (before?.GetValueOrDefault(name) is { } kept) settings.TryAdd(name, kept);
        var hasOverlap = before is not null && command.Overlap > TimeSpan.Zero;
        var formerUntil = hasOverlap ? now + command.Overlap : default(DateTimeOffset?);
        // The merchant is told first. It refuses a key that was replaced, and its audit log has an entry of every change: an entry
        // without the write that was to follow harms nobody, and an account that is named without one is saved or removed again.
        var mark = new ProviderMark { SettingsHash = ids.FingerprintOf(settings), FormerUntil = formerUntil };
        var told = await TellMerchantAsync(command.Methods, keyHash, mark);
        if (told != ProviderSaveOutcome.Saved) return new ProviderResult { Outcome = told };
        await CommitAsync(new ProviderState
        {
            Merchant = Key.Merchant,
            Provider = Key.Provider,
            SealedSettings = Seal(settings),
            SealedFormerSettings = hasOverlap ? Seal(before!) : null,
            FormerUntil = formerUntil,
            CreatedAt = committed?.CreatedAt ?? now,
            UpdatedAt = now,
            Unknown = committed?.Unknown,
        });
        LogSaved(logger, Key.Merchant, Key.Provider);
        return new ProviderResult { Outcome = ProviderSaveOutcome.Saved, Access = await GetAsync() };
    }

    /// <inheritdoc />
    public async Task<ProviderResult> RemoveAsync(string? keyHash)
    {
        // The merchant may name an account whose first write failed: that goes, too.
        var told = await TellMerchantAsync(null, keyHash, null);
        if (told != ProviderSaveOutcome.Saved) return new ProviderResult { Outcome = told };
        if (committed is null) return new ProviderResult { Outcome = ProviderSaveOutcome.NotFound };
        await stored.ClearStateAsync();
        committed = null;
        Withdraw();
        LogRemoved(logger, Key.Merchant, Key.Provider);
        DeactivateOnIdle();
        return new ProviderResult { Outcome = ProviderSaveOutcome.Saved };
    }

    /// <inheritdoc />
    public async Task ResealAsync()
    {
        if (committed is null || !box.IsOutdated(committed.SealedSettings)) return;
        await CommitAsync(committed with
        {
            SealedSettings = Seal(Open(committed.SealedSettings)),
            SealedFormerSettings = committed.SealedFormerSettings is { } former ? Seal(Open(former)) : null,
        });
    }

    private Task<ProviderSaveOutcome> TellMerchantAsync(IReadOnlyList<string>? methods, string? keyHash, ProviderMark? mark) =>
        GrainFactory.Find<IMerchantGrain>(Key.Merchant.GrainKey).SetProviderAsync(Key.Provider, methods, keyHash, mark);

    private async Task CommitAsync(ProviderState next)
    {
        await stored.SaveAsync(next, GrainContext);
        committed = next;
        Withdraw();
    }

    private ProviderAccess Opened(ProviderState state) => new()
    {
        Merchant = state.Merchant,
        Provider = state.Provider,
        Settings = Open(state.SealedSettings),
        FormerSettings = state.SealedFormerSettings is { } former ? Open(former) : new Dictionary<string, string>(),
        FormerUntil = state.FormerUntil,
        UpdatedAt = state.UpdatedAt,
    };

    private string Seal(IReadOnlyDictionary<string, string> settings) =>
        box.Seal(JsonSerializer.Serialize(settings), ProviderState.Purpose, this.GetPrimaryKeyString());

    private Dictionary<string, string> Open(string sealedSettings) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(
            box.Open(sealedSettings, ProviderState.Purpose, this.GetPrimaryKeyString()))!;

    private void Withdraw()
    {
        if (access is not null) reader.Withdraw(access);
        access = null;
    }

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} saved its account at {Provider}.")]
    private static partial void LogSaved(ILogger logger, Domain.Identity.MerchantId merchant, string provider);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} removed its account at {Provider}.")]
    private static partial void LogRemoved(ILogger logger, Domain.Identity.MerchantId merchant, string provider);
}
