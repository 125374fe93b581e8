using OtpNet;
using Payments.Domain.People;

namespace Payments.Grains.People;

/// <summary>Codes of authenticator apps as RFC 6238 has them, with what every such app takes: SHA-1, six digits, 30 seconds.</summary>
public static class FactorCodes
{
    /// <summary>A step before and a step after, as RFC 6238 section 5.2 allows for clocks that differ and people who type.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>The time step whose code this is; null where it is none of those that are taken now.</summary>
    /// <param name="secret">The secret in Base32.</param>
    /// <param name="code">Six digits.</param>
    /// <param name="now">The time.</param>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var totp = new Totp(Base32Encoding.ToBytes(secret));
        return totp.VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;
    }

    /// <summary>Whether a text has the form of a recovery code, <see cref="RecoveryCode"/>.</summary>
    public static bool IsRecovery(string code) => Plain(code).Length == RecoveryCode.Length;

    /// <summary>A code without what people put between its groups.</summary>
    public static string Plain(string code) => RecoveryCode.Plain(code);
}
