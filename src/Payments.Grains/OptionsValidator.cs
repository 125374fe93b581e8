using Microsoft.Extensions.Options;

namespace Payments.Grains;

/// <summary>Stops the start on settings that cannot work, with a line for each.</summary>
internal abstract class OptionsValidator<TOptions> : IValidateOptions<TOptions> where TOptions : class
{
    /// <summary>The shortest time that is one.</summary>
    protected static TimeSpan Moment { get; } = TimeSpan.FromMilliseconds(1);

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var wrong = Problems(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>What is wrong, naming the setting.</summary>
    protected abstract IEnumerable<string> Problems(TOptions options);

    /// <summary>A problem where a value is not within its limits, both included.</summary>
    protected static IEnumerable<string> Outside<T>(string setting, T value, T least, T most) where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(most) > 0 ? [FormattableString.Invariant($"Setting {setting} is {value}: expected {least} to {most}.")] : [];
}
