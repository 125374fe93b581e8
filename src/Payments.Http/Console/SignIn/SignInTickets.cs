using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Domain.Secrets;

namespace Payments.Http.Console.SignIn;

/// <summary>
/// What a browser holds between password and code: sealed, for a few minutes, and void when the password changes. It is no session, so that
/// nobody is half signed in.
/// </summary>
internal sealed class SignInTickets(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long a person may look for a code.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const char Separator = '|';

    private readonly IDataProtector protector = protection.CreateProtector("console-sign-in");

    /// <summary>A ticket of a person whose password was shown.</summary>
    /// <param name="person">The person.</param>
    /// <param name="to">Where it goes on.</param>
    public string Issue(Person person, string to) => protector.Protect(string.Join(Separator,
        person.Id.Value, Digest(person), (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), to));

    /// <summary>Whose ticket it is and where it goes on; null where it is none, or too old.</summary>
    public (PersonId Person, string Digest, string To)? Read(string ticket)
    {
        try
        {
            if (protector.Unprotect(ticket).Split(Separator, 4) is not [var id, var digest, var end, var to]) return null;
            var isLate = time.GetUtcNow().ToUnixTimeSeconds() >= long.Parse(end, CultureInfo.InvariantCulture);
            return isLate ? null : (new PersonId(id), digest, to);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Names a person's present password without telling its hash.</summary>
    public static string Digest(Person person) => ApiKeys.Hash(person.PasswordHash!);
}
