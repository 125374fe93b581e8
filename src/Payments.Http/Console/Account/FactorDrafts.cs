using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OtpNet;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Domain.Secrets;

namespace Payments.Http.Console.Account;

/// <summary>A second factor that a person sets up and has not proved yet.</summary>
/// <param name="Secret">The secret in Base32.</param>
/// <param name="RecoveryCodes">The recovery codes.</param>
public sealed record FactorDraft(string Secret, IReadOnlyList<string> RecoveryCodes);

/// <summary>Makes second factors. Until one is proved it lies sealed in the person's form, and nothing is stored.</summary>
internal sealed class FactorDrafts(IDataProtectionProvider protection, IRandomBytes random)
{
    /// <summary>160 bits, as RFC 4226 section 4 recommends.</summary>
    private const int SecretBytes = 20;

    private const char Separator = '|';

    private readonly IDataProtector protector = protection.CreateProtector("console-factor");

    /// <summary>A new one.</summary>
    public FactorDraft New()
    {
        var bytes = new byte[SecretBytes];
        random.Fill(bytes);
        return new(Base32Encoding.ToString(bytes),
            [.. Enumerable.Range(0, PersonRules.RecoveryCodes).Select(_ => RecoveryCode.New(random))]);
    }

    /// <summary>Seals a draft for a person.</summary>
    public string Seal(FactorDraft draft, PersonId person) =>
        protector.Protect(string.Join(Separator, draft.RecoveryCodes.Prepend(draft.Secret).Prepend(person.Value)));

    /// <summary>What was sealed for a person; null where it is nothing of the kind.</summary>
    public FactorDraft? Open(string sealedDraft, PersonId person)
    {
        try
        {
            return protector.Unprotect(sealedDraft).Split(Separator) is [var owner, var secret, .. var codes] && owner == person.Value
                ? new FactorDraft(secret, codes)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The address that authenticator apps read.</summary>
    public static string AddressOf(FactorDraft draft, string issuer, string email) =>
        new OtpUri(OtpType.Totp, draft.Secret, email, issuer).ToString();
}
