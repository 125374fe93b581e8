using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Storage;

namespace Payments.Grains.Identity;

/// <summary>
/// Ids under the installation key: 32 random bytes that the first process to start stores in the database, sealed under the master key.
/// It never changes, because every order and merchant id hangs on it; after a rotation of the master key its seal does, by <see cref="Merchants.KeyRotation"/>.
/// </summary>
public sealed class InstallationIds(Settings settings, SecretBox box, IRandomBytes random) : IOrderIds, IHostedService
{
    /// <summary>The setting that holds the sealed key.</summary>
    public const string Setting = "installation-key";

    private const string Owner = "installation";
    private const int KeyBytes = 32;

    private byte[]? key;

    /// <inheritdoc />
    public OrderId For(MerchantId merchant, string number) => OrderId.Derive(Key, merchant, number);

    /// <inheritdoc />
    public byte[] ReferenceOf(OrderId order) => order.Reference(Key);

    /// <inheritdoc />
    public string CashierTokenOf(OrderId order) => CashierToken.Of(Key, order);

    /// <inheritdoc />
    public bool TryOpenCashierToken(string? token, out OrderId order) => CashierToken.TryOpen(Key, token, out order);

    /// <inheritdoc />
    public MerchantId ForEmail(string email) => MerchantId.Derive(Key, email.Trim().ToLowerInvariant());

    /// <inheritdoc />
    public PersonId PersonOf(string email) => PersonId.Derive(Key, email.Trim().ToLowerInvariant());

    /// <summary>
    /// A key for one purpose: HMAC-SHA256(installation key, <c>key|</c> and the purpose). What it seals stays as it is when the master key
    /// is rotated.
    /// </summary>
    public MasterKey KeyFor(string purpose) => new(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes("key|" + purpose)));

    /// <summary>
    /// Tells secret settings apart without telling them: lower-case hex HMAC-SHA256 over their names and values in order of the names,
    /// under a key of the installation, so that nobody tries short secrets against it. It stays as it is when the master key is rotated.
    /// </summary>
    public string FingerprintOf(IReadOnlyDictionary<string, string> settings)
    {
        var ordered = new SortedDictionary<string, string>(settings.ToDictionary(), StringComparer.Ordinal);
        var key = HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes("fingerprint|settings"));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes(ordered)));
    }

    /// <inheritdoc />
    /// <exception cref="SecretException">The stored key does not open under the master keys given.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var fresh = new byte[KeyBytes];
        random.Fill(fresh);
        var stored = await settings.GetOrAddAsync(Setting, box.Seal(Convert.ToBase64String(fresh), Setting, Owner));
        key = Convert.FromBase64String(box.Open(stored, Setting, Owner));
    }

    /// <summary>Seals the stored key under the current master key, if it lies under another.</summary>
    public async Task ResealAsync()
    {
        var stored = await settings.FindAsync(Setting);
        if (stored is not null && box.IsOutdated(stored)) await settings.ReplaceAsync(Setting, stored, box.Seal(Convert.ToBase64String(Key), Setting, Owner));
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private byte[] Key => key ?? throw new InvalidOperationException("The installation key is read when the host starts; ids are asked for too early.");
}
