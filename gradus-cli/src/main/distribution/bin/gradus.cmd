@echo off
rem Starts Gradus from this distribution on Windows, with a JDK 25 or newer from JAVA_HOME, the PATH or the usual folders.
rem Paths and arguments may hold any character: nothing expands them a second time.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0.."
set "found="
set "candidate="
if defined JAVA_HOME set "candidate=%JAVA_HOME:"=%"
call :try
for %%j in (java.exe) do if not "%%~$PATH:j"=="" set "candidate=%%~dp$PATH:j.."
call :try
for %%f in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks") do (
    set "folder=%%~f"
    call :within
)
if not defined found (
    >&2 echo Gradus needs a JDK 25 or newer and found none: install one ^(for example Temurin 25 from adoptium.net^) or set JAVA_HOME to it.
    exit /b 2
)
if not defined GRADUS_LAUNCHER set "GRADUS_LAUNCHER=gradus"
set "classes=%here%\lib\natives\*"
if defined GRADUS_CLASSPATH set "classes=%classes%;%GRADUS_CLASSPATH%"
"%found%\bin\java" -XX:+UseSerialGC -XX:PretenureSizeThreshold=1m -XX:-UsePerfData -Xlog:disable %GRADUS_JAVA_OPTIONS% ^
    --enable-native-access=dev.gradus.onednn,org.xerial.snappy,com.github.luben.zstd_jni ^
    -Dhardwood.uselibdeflate=false -Djava.awt.headless=true -Dsun.font.layout.ffm=false "-Dgradus.launcher=%~f0" ^
    -cp "%classes%" -p "%here%\lib" -m dev.gradus.cli/dev.gradus.cli.Main %*
exit /b %errorlevel%

:try
rem Takes the JDK in the folder "candidate" if none is found yet and it is new enough; reads its file "release".
if defined found exit /b 0
if not exist "%candidate%\bin\javac.exe" exit /b 0
if not exist "%candidate%\release" exit /b 0
set "version=0"
for /f "usebackq tokens=1,2 delims==" %%a in ("%candidate%\release") do (
    if "%%a"=="JAVA_VERSION" for /f "delims=.-+" %%v in ("%%~b") do set "version=%%v"
)
if %version% geq 25 set "found=%candidate%"
exit /b 0

:within
rem The same for each folder in "folder".
if defined found exit /b 0
if not exist "%folder%" exit /b 0
for /f "delims=" %%d in ('dir /b /ad "%folder%"') do (
    set "candidate=%folder%\%%d"
    call :try
)
exit /b 0
