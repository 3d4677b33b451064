@echo off
rem Starts Gradus from this distribution on Windows, with a JDK 25 or newer from JAVA_HOME or the PATH.
setlocal
set "here=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version >nul 2>&1
if errorlevel 1 (
    echo Gradus needs a JDK 25 or newer and found none: install one ^(for example Temurin 25 from adoptium.net^) and set JAVA_HOME to it. 1>&2
    exit /b 2
)
if not defined GRADUS_LAUNCHER set "GRADUS_LAUNCHER=gradus"
"%java%" -XX:+UseSerialGC -XX:PretenureSizeThreshold=1m -XX:-UsePerfData -Xlog:disable %GRADUS_JAVA_OPTIONS% ^
    --enable-native-access=dev.gradus.onednn,org.xerial.snappy,com.github.luben.zstd_jni ^
    -Dhardwood.uselibdeflate=false -Djava.awt.headless=true "-Dgradus.launcher=%~f0" ^
    -cp "%here%\lib\natives\*;%GRADUS_CLASSPATH%" -p "%here%\lib" -m dev.gradus.cli/dev.gradus.cli.Main %*
exit /b %errorlevel%
