using System.Globalization;
using Payments.Domain.Settings;

namespace Payments.Host.Commands;

/// <summary>
/// The words of a command line that are settings. Whether such a setting exists, <see cref="Configuration.SettingCheck"/> decides.
/// </summary>
internal static class SettingWords
{
    /// <summary>
    /// Takes settings for the gateway itself: <c>--Name=value</c>, <c>--Name value</c>, <c>Name=value</c> or <c>/Name=value</c>.
    /// </summary>
    /// <param name="words">What was no command and no option.</param>
    /// <param name="commands">The commands that there are, for the error.</param>
    /// <exception cref="SettingException">A word is neither a setting nor a setting's value.</exception>
    public static string[] OfGateway(IReadOnlyList<string> words, IEnumerable<string> commands)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Contains('=')) continue;
            if (words[i].StartsWith('/')) throw Unknown(words[i], commands);
            if (!words[i].StartsWith('-'))
                throw new SettingException(
                    $"'{words[i]}' is no command; those are {string.Join(", ", commands)}. Without one the gateway starts; settings are " +
                    "written --Name=value.");
            if (i + 1 == words.Count || words[i + 1].StartsWith('-')) throw Unknown(words[i], commands);
            i++;
        }
        return [.. words];
    }

    /// <summary>Reads a day, such as <c>2026-01-31</c>.</summary>
    public static bool TryParseDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Takes settings for a command, <c>--Name=value</c> only: a value that stood alone could be meant for a file.</summary>
    /// <exception cref="SettingException">A word is no setting.</exception>
    public static string[] OfCommand(string command, IReadOnlyList<string> words)
    {
        if (words.FirstOrDefault(word => !word.StartsWith('-') || !word.Contains('=')) is { } loose)
            throw new SettingException($"{loose} is not understood: settings of payments {command} are written --Name=value.");
        return [.. words];
    }

    /// <summary>Takes settings for a command, and the one file that it is about.</summary>
    /// <exception cref="SettingException">There is no file, or more than one, or a word is no setting.</exception>
    public static (string[] Settings, string File) WithFile(string command, IReadOnlyList<string> words) => WithPath(command, "file",
        $"{command} needs the name of a file, or for an export of a folder: payments {command} FILE", words);

    /// <summary>Takes settings for a command, and the one place in the file system that it is about.</summary>
    /// <param name="command">The command.</param>
    /// <param name="what">What the place is: <c>file</c> or <c>folder</c>.</param>
    /// <param name="help">What is said where there is none.</param>
    /// <param name="words">What was no option.</param>
    /// <exception cref="SettingException">There is no place, or more than one, or a word is no setting.</exception>
    public static (string[] Settings, string Path) WithPath(string command, string what, string help, IReadOnlyList<string> words)
    {
        var settings = OfCommand(command, [.. words.Where(word => word.StartsWith('-'))]);
        string[] paths = [.. words.Where(word => !word.StartsWith('-'))];
        if (paths.Length == 0) throw new SettingException(help);
        return paths.Length == 1 ? (settings, paths[0]) : throw new SettingException(
            $"'{paths[1]}' is not understood: payments {command} takes one {what}.");
    }

    private static SettingException Unknown(string word, IEnumerable<string> commands) => new(
        $"{word} is not understood: settings are written --Name=value, commands are {string.Join(", ", commands)}, and payments " +
        "--help lists the options.");
}
