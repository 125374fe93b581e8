using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Payments.Domain.People;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>
/// Hashes and compares passwords: PBKDF2 with HMAC-SHA512. Both are slow by intent, so that few are worked at at once: payments go first.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>Rounds of a hash, as OWASP's cheat sheet on storing passwords asks for PBKDF2 with HMAC-SHA512.</summary>
    public const int Rounds = 210_000;

    /// <summary>Hashes that may wait for their turn; further requests are refused.</summary>
    private const int MostWaiting = 64;

    private static readonly Person Nobody = new() { Id = default, Email = "", CreatedAt = default };

    private readonly PasswordHasher<Person> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> nobodys;
    private int waiting;

    public Passwords() => nobodys = new(() => hasher.HashPassword(Nobody, nameof(Nobody)));

    /// <summary>Why a person may not choose a password; null where it may be.</summary>
    public static string? WhyNot(string password) => password.Length is >= PersonRules.LeastPassword and <= PersonRules.MostPassword
        ? null
        : $"password: {PersonRules.LeastPassword} to {PersonRules.MostPassword} characters";

    /// <summary>The hash of a password that a person chose, of which <see cref="WhyNot"/> says nothing.</summary>
    public Task<string> HashAsync(string password) => InTurnAsync(() => hasher.HashPassword(Nobody, password));

    /// <summary>Whether a password is the one of a hash. Without a hash it is compared with nobody's, so that both take as long.</summary>
    public async Task<bool> FitsAsync(string? hash, string password)
    {
        var given = password.Length > PersonRules.MostPassword ? "" : password;
        var verdict = await InTurnAsync(() => hasher.VerifyHashedPassword(Nobody, hash ?? nobodys.Value, given));
        return hash is not null && verdict != PasswordVerificationResult.Failed;
    }

    /// <inheritdoc />
    public void Dispose() => turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new InputException("password", "too many people sign in at this moment", StatusCodes.Status429TooManyRequests)
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }
        try
        {
            await turns.WaitAsync();
            try
            {
                return work();
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
